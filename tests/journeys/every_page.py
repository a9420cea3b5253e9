"""Every page that a citizen may meet, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Locator, Page

from questionnaires import parse_instrument
from survey import clock
from survey.agencies.desk import set_desk
from survey.agencies.models import Unit
from survey.database import transaction
from survey.instruments.recordings import record_folder
from survey.instruments.service import publish
from survey.invitations.codes import draw_codes
from survey.invitations.models import BatchKind
from survey.waves.models import Wave
from tests.factories import make_unit, make_wave
from tests.survey.instruments.sounds import WAV
from tests.survey.responses.factories import send
from tests.survey.responses.questionnaires_at_hand import SMALL

NEXT = "form#answers .buttons .main"
NO_RECEIPT = "AAAAABBBBB"


@dataclass(frozen=True)
class Site:
    """A platform on which every page can be opened."""

    address: str
    code: str
    used_code: str
    receipt: str

    def url(self, path: str) -> str:
        return self.address + path


def furnish(app: Flask, folder: Path) -> dict[str, str]:
    """Store what the pages need; return the codes and the receipt."""
    unit = make_unit(code="MH01", name="Xã Mường Tè")
    with transaction():
        small = publish(parse_instrument(SMALL.encode(), "small"))
        set_desk(unit, email="a@b.vn", complaint_channel="Thanh tra tỉnh.", by="test")
    _begins(unit, 5, slug="sau")
    wave = _begins(unit, 0, slug="nho", instrument_version=small)
    _record(wave, folder)
    with transaction():
        _batch, ((_one, code), (_two, used_code)) = draw_codes(
            wave, unit, 2, BatchKind.SHEET, wave.closes_on
        )
    receipt = send(wave, answers={"came": 2}, day=clock.today(), code=used_code)
    return {"code": code, "used_code": used_code, "receipt": receipt}


def _begins(unit: Unit, days: int, **values: object) -> Wave:
    """Make a wave that begins in so many days."""
    opens_on = clock.today() + timedelta(days=days)
    closes_on = opens_on + timedelta(days=20)
    return make_wave(unit, opens_on=opens_on, closes_on=closes_on, **values)


def _record(wave: Wave, folder: Path) -> None:
    for name in ("rated", "rated.4", "came"):
        (folder / f"{name}.wav").write_bytes(WAV)
    with transaction():
        record_folder(folder, wave.instrument_version, "vi")


def every_page(page: Page, site: Site) -> Iterator[str]:
    """Open one page after the other; yield what each is called."""
    yield from _addresses(page, site)
    yield from _form(page, site)
    yield from _posts(page, site)


def _addresses(page: Page, site: Site) -> Iterator[str]:
    for name, path in (
        ("offices", "/rate/"),
        ("no office found", "/rate/?q=zzz"),
        ("not open yet", "/rate/sau/MH01/"),
        ("form not under way", "/rate/nho/MH01/rating"),
        ("receipt to look up", "/rate/receipt/"),
        ("receipt", f"/rate/receipt/{site.receipt}"),
        ("receipt not found", f"/rate/receipt/{NO_RECEIPT}"),
        ("withdraw", f"/rate/receipt/{site.receipt}/withdraw"),
        ("code to type", "/c/"),
        ("code unknown", "/c/AAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("code used", f"/c/{site.used_code}"),
        ("start with a code", f"/c/{site.code}"),
        ("whom to ask for a call", "/rate/contact/"),
        ("call", "/rate/nho/MH01/contact"),
        ("no such page", "/rate/nothing/here/"),
        ("statement", "/accessibility"),
    ):
        page.goto(site.url(path))
        yield name


def _form(page: Page, site: Site) -> Iterator[str]:
    page.goto(site.url("/rate/nho/MH01/"))
    yield "start"
    _press(page.locator("form[method=post] .main").last)
    yield "one of several"
    _press(page.locator(NEXT))
    yield "an answer is missing"
    page.locator("#came-1").check()
    _press(page.locator(NEXT))
    yield "number"
    page.locator("#times").fill("500")
    _press(page.locator(NEXT))
    yield "a number out of range"
    page.locator("#times").fill("5")
    _press(page.locator(NEXT))
    yield "rating, read aloud"
    page.locator("#rated-4").check()
    _press(page.locator(NEXT))
    yield "several of several, and a comment"
    page.locator("#heard-1").check()
    _press(page.locator(NEXT))
    yield "review"


def _posts(page: Page, site: Site) -> Iterator[str]:
    """Meet the refusals of what is sent; the page before is the review."""
    token = page.locator("form#answers input[name=token]")
    good = token.get_attribute("value")
    token.evaluate("field => field.value = 'x'")
    _press(page.locator(NEXT))
    yield "not trusted"
    page.go_back()
    _press(page.locator(NEXT))
    yield "counted"
    page.go_back()
    assert good
    page.goto(site.url("/rate/nho/MH01/contact"))
    _press(page.locator("form[method=post] .main"))
    yield "call with mistakes"
    page.goto(site.url("/c/"))
    page.locator("#code").fill("wrong")
    _press(page.locator("form[method=post] .main"))
    yield "code not known"


def _press(button: Locator) -> None:
    """Press a button that sends the page, and wait for the one that comes."""
    with button.page.expect_navigation():
        button.click()
