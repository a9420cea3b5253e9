"""The main job: a citizen rates, the province reads it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.accounts.models import Role
from survey.database import session, transaction
from survey.release import jobs as release
from survey.responses.models import Channel, InboxRow
from survey.responses.service import Submission, submit
from survey.results import drafting, publications, reviewing
from survey.waves.rules import Stretch
from survey.waves.service import find_wave
from tests.factories import make_account, make_unit, make_wave
from tests.journeys.conftest import copy_of, loaded_libraries, served
from tests.journeys.keyboard import choose, press_button, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ITEMS = {
    "access": ["cau9_24", "cau9_25", "cau9_26"],
    "procedures": ["cau9_27", "cau9_28", "cau9_29", "cau9_30"],
    "officials": ["cau9_31", "cau9_32", "cau9_33"],
    "results": ["cau9_34", "cau9_35", "cau9_36"],
    "feedback": ["cau9_37", "cau9_38", "cau9_39"],
}
SATISFIED = 4


@pytest.fixture
def wave(installation):
    """A wave of which one period holds today."""
    today = clock.today()
    return make_wave(
        make_unit(code="MH01", name="Xã Minh hoạ 1", illustrative=True),
        slug="mot-cua",
        opens_on=today,
        closes_on=today + timedelta(days=20),
        periods=[
            Stretch(starts_on=today, ends_on=today + timedelta(days=10)),
            Stretch(
                starts_on=today + timedelta(days=11),
                ends_on=today + timedelta(days=20),
            ),
        ],
    )


def test_a_form_filled_in_by_keyboard_is_counted_once(
    installation, wave, phone, tmp_path
):
    forty_others(wave)
    without_her = copy_of(installation, tmp_path)

    with served(installation) as address:
        fill_in_by_keyboard(phone, f"{address}/rate/mot-cua/MH01/")
        beside = open_beside(phone)
        receipts = [send(phone), send(beside)]
    assert receipts[0] == receipts[1]
    assert waiting_forms() == 41

    assert published_n(without_her, phone) == "40"
    assert published_n(installation, phone) == "41"


def forty_others(wave) -> None:
    answers = {item: SATISFIED for items in ITEMS.values() for item in items}
    for number in range(40):
        with transaction():
            submit(
                Submission(
                    wave=wave,
                    unit=wave.units[0],
                    uuid=uuid4(),
                    answers={**answers, "overall": 3 + number % 3},
                    language="vi",
                    channel=Channel.PHONE,
                    day=clock.today(),
                )
            )


def fill_in_by_keyboard(page, address: str) -> None:
    """Fill in the whole form up to its review, with two steps back."""
    page.goto(address)
    press_button(page, "Bắt đầu")
    choose(page, "service_field", 2)
    press_button(page, "Tiếp tục")
    answer_factor(page, "access")
    answer_factor(page, "procedures")
    press_button(page, "Quay lại")
    press_button(page, "Quay lại")
    assert_answered(page, "access")
    press_button(page, "Tiếp tục")
    assert_answered(page, "procedures")
    press_button(page, "Tiếp tục")
    for factor in ("officials", "results", "feedback"):
        answer_factor(page, factor)
    choose(page, "overall", SATISFIED)
    press_button(page, "Tiếp tục")
    tab_to(page, "textarea")
    page.keyboard.type("Cán bộ hướng dẫn dễ hiểu.")
    press_button(page, "Tiếp tục")
    assert page.url.endswith("/review")


def answer_factor(page, factor: str) -> None:
    assert page.url.endswith(f"/{factor}")
    for item in ITEMS[factor]:
        choose(page, item, SATISFIED)
    press_button(page, "Tiếp tục")


def assert_answered(page, factor: str) -> None:
    assert page.url.endswith(f"/{factor}")
    for item in ITEMS[factor]:
        chosen = page.locator(f"input[name='a.{item}']:checked")
        assert chosen.get_attribute("value") == str(SATISFIED)


def open_beside(page):
    """Open the same review once more: an impatient citizen's second tab."""
    beside = page.context.new_page()
    beside.goto(page.url)
    return beside


def send(page) -> str:
    """Send the form; return the receipt."""
    press_button(page, "Gửi phiếu")
    assert page.title().startswith("Phiếu đã được ghi nhận")
    return page.url.split("/receipt/")[1].split("?")[0]


def waiting_forms() -> int:
    session().rollback()
    return session().scalar(select(func.count()).select_from(InboxRow))


def published_n(app, page) -> str:
    """Close the period, release, publish by two accounts; read n on the page."""
    with app.app_context():
        publish_first_period()
    with served(app) as address:
        page.goto(f"{address}/results/mot-cua/1/MH01")
        assert loaded_libraries() == {"a server"}
        told = re.search(r"(\d+) phiếu nhận được", page.inner_text("main"))
        return told[1]


def publish_first_period() -> None:
    wave = find_wave("mot-cua")
    period = wave.periods[0]
    designer, approver = make_account(Role.DESIGNER), make_account(Role.APPROVER)
    with clock.at(period.ends_on + timedelta(days=1), hour=1):
        release.nightly(clock.today())
        with transaction():
            publication = drafting.draft_publication(period, designer)
        with transaction():
            reviewing.submit(publication, designer)
            publications.approve(publication, approver)
