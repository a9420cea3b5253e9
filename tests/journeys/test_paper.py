"""What is printed, and what comes back on paper, in a real browser."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from survey import clock
from survey.accounts import sessions
from survey.accounts.models import Account, Role
from survey.database import session, transaction
from survey.responses.models import InboxRow
from survey.slips import boxes, printing
from survey.slips.models import SlipUse
from survey.slips.rules import Findings, Witness
from tests.factories import make_account, make_wave
from tests.journeys.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MILLIMETRE = 96 / 25.4
PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def clerk(installation) -> Account:
    return make_account(Role.DESIGNER)


@pytest.fixture
def desk(installation, clerk, quick_wave, scripted) -> Iterator[tuple[Page, str]]:
    """A signed-in browser before a real server."""
    with transaction():
        secret = sessions.open_session(clerk)
    with served(installation) as address:
        scripted.context.add_cookies(
            [{"name": sessions.COOKIE, "value": secret, "url": address}]
        )
        scripted.set_viewport_size({"width": 1280, "height": 800})
        yield scripted, address


def open_box(wave, clerk, found=3):
    with transaction():
        printing.number_slips(wave, wave.units[0], 10)
        findings = Findings(
            opened_on=clock.today(),
            witness=Witness(name="Lò Thị Thử", position="Phó trưởng bản"),
            found=found,
            invalid=0,
            seal_intact=True,
        )
        return boxes.record_opening(wave, wave.units[0], findings, by=clerk)


def test_a_slip_is_entered_by_digits_alone(desk, quick_wave, clerk):
    page, address = desk
    opening = open_box(quick_wave, clerk)
    page.goto(f"{address}/staff/slips/openings/{opening.id}/slips/")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")

    with page.expect_navigation():
        press(page, "7", "Enter")
    page.wait_for_selector(".entry")
    press(page, "4", "1", "2", "2", "3")  # the second 2 takes the first one back
    press(page, "Tab")
    page.keyboard.type("Chờ lâu, 2 lần.")
    with page.expect_navigation():
        press(page, "Shift+Tab", "Enter")
    page.wait_for_selector("#number")

    session().rollback()
    [row] = session().scalars(select(InboxRow))
    assert session().scalar(select(SlipUse.number)) == 7
    assert '"overall":2' in row.body.replace(" ", "")
    assert '"reasons":[1,3]' in row.body.replace(" ", "")
    assert "Chờ lâu, 2 lần." in row.body


def test_nought_takes_an_answer_back(desk, quick_wave, clerk):
    page, address = desk
    opening = open_box(quick_wave, clerk)
    page.goto(f"{address}/staff/slips/openings/{opening.id}/slips/7")

    press(page, "4", "Shift+Tab", "0")

    assert page.locator(".entry input:checked").count() == 0


def test_a_sheet_is_24_labels_to_the_millimetre(desk, quick_wave):
    page, address = desk
    page.goto(f"{address}/staff/codes/new")
    page.select_option("#office", "nhanh/MH01")
    page.fill("#sheets", "2")
    for button in ("form.card button", "main form button"):
        with page.expect_navigation():
            page.locator(button).click()
    page.wait_for_selector(".label")

    page.emulate_media(media="print")

    labels = [box.bounding_box() for box in page.locator(".label").all()]
    assert len(labels) == 48
    for label in labels:
        assert label["width"] == pytest.approx(70 * MILLIMETRE, abs=0.05)
        assert label["height"] == pytest.approx(37 * MILLIMETRE, abs=0.05)
    assert number_of_pages(page) == 2
    assert overflowing(page, ".label__words") == 0


def test_two_short_slips_take_a_page_and_a_long_one_takes_two(desk, quick_wave):
    page, address = desk
    today = clock.today()
    long = make_wave(
        *quick_wave.units, opens_on=today, closes_on=today + timedelta(days=9)
    )
    with transaction():
        short_batch = printing.number_slips(quick_wave, quick_wave.units[0], 5)
        long_batch = printing.number_slips(long, long.units[0], 2)

    page.goto(f"{address}/staff/slips/batches/{short_batch.id}")
    assert number_of_pages(page) == 3
    page.goto(f"{address}/staff/slips/batches/{long_batch.id}")
    assert number_of_pages(page) == 4


def test_each_poster_takes_one_page(desk, quick_wave):
    page, address = desk
    for size in ("a4", "a5", "a6"):
        page.goto(
            f"{address}/staff/waves/nhanh/qr/print?unit=MH01&counters=1-3&size={size}"
        )

        assert number_of_pages(page) == 3
        assert overflowing(page, ".poster") == 0


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def number_of_pages(page: Page) -> int:
    return len(PAGES.findall(page.pdf(prefer_css_page_size=True)))


def overflowing(page: Page, selector: str) -> int:
    """Count elements whose content is larger than they are."""
    return page.locator(selector).evaluate_all(
        "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    )
