"""What the scripts draw, as assistive technology meets it."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from survey.database import transaction
from survey.responses import at_hand
from survey.waves.models import WaveState
from tests.journeys.phone import (
    AGAIN,
    API,
    BEGIN,
    COUNTED,
    KEPT,
    ONWARD,
    RESUME,
    REVIEW,
    SEND,
    choose,
    heading,
    open_form,
    press,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# The order in which a screen reader comes to the first question.
FIRST_QUESTION = """
- banner:
  - paragraph: Trung tâm Phục vụ hành chính công Xã Minh hoạ 1
  - group "Ngôn ngữ":
    - text: Tiếng Việt
    - button "English"
  - group "Cỡ chữ, độ tương phản"
- main:
  - paragraph: Câu 1 / 2 còn khoảng 1 phút
  - progressbar "Đã trả lời"
  - heading "Phiếu đánh giá nhanh tại quầy" [level=1]
  - group /Hôm nay, Ông\\/Bà hài lòng ở mức nào/:
    - radio "Rất hài lòng"
    - text: Rất hài lòng
    - radio "Hài lòng"
    - text: Hài lòng
    - radio "Bình thường"
    - text: Bình thường
    - radio "Không hài lòng"
    - text: Không hài lòng
    - radio "Rất không hài lòng"
    - text: Rất không hài lòng
  - button "Quay lại"
  - button "Tiếp tục"
"""


def flaws(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(flaw["id"], [node["html"] for node in flaw["nodes"]]) for flaw in found]


# What is pressed and read on the way, in each language.
SAID = {
    "vi": {
        "begin": BEGIN,
        "onward": ONWARD,
        "level": "Bình thường",
        "review": REVIEW,
        "send": SEND,
        "kept": KEPT,
        "again": AGAIN,
        "counted": COUNTED,
        "resume": RESUME,
        "refused": "Phiếu chưa được ghi nhận",
    },
    "en": {
        "begin": "Begin",
        "onward": "Continue",
        "level": "Neutral",
        "review": "Look through your answers",
        "send": "Send",
        "kept": "Your form is kept on this device",
        "again": "Send again now",
        "counted": "Your form is counted",
        "resume": "Go on with the form begun",
        "refused": "Your form was not counted",
    },
}
LOOKS = [("vi", "0n"), ("vi", "0h"), ("en", "0n"), ("en", "2h")]


def open_as(page: Page, form: str, language: str, look: str) -> dict[str, str]:
    """Open the form as somebody who chose a language and a look; return its words."""
    origin = form.split("/rate/")[0]
    page.context.add_cookies([{"name": "look", "value": look, "url": origin}])
    open_form(page, f"{form}?lang={language}")
    return SAID[language]


@pytest.mark.parametrize(("language", "look"), LOOKS)
def test_no_screen_violates_what_axe_checks(form, scripted, language, look):
    said, found = open_as(scripted, form, language, look), {}

    def note(screen: str) -> None:
        found[screen] = flaws(scripted)

    press(scripted, said["begin"])
    note("rating")
    press(scripted, said["onward"])
    note("error")
    choose(scripted, said["level"])
    press(scripted, said["onward"])
    note("several")
    press(scripted, said["onward"])
    note("comment")
    press(scripted, said["onward"])
    expect(heading(scripted)).to_have_text(said["review"])
    note("review")
    scripted.route(API, lambda route: route.abort())
    press(scripted, said["send"])
    expect(heading(scripted)).to_have_text(said["kept"])
    note("kept")
    scripted.unroute(API)
    press(scripted, said["again"])
    expect(heading(scripted)).to_have_text(said["counted"])
    note("receipt")

    assert {screen: flaw for screen, flaw in found.items() if flaw} == {}


@pytest.mark.parametrize(("language", "look"), LOOKS)
def test_neither_a_draft_nor_a_refusal_does(quick_wave, form, scripted, language, look):
    said, found = open_as(scripted, form, language, look), {}
    press(scripted, said["begin"])
    choose(scripted, said["level"])
    scripted.wait_for_timeout(700)  # until the draft is written
    open_form(scripted, f"{form}?lang={language}")
    expect(scripted.get_by_role("button", name=said["resume"])).to_be_visible()
    found["draft"] = flaws(scripted)
    press(scripted, said["resume"])
    for _page in ("rating", "several", "comment"):
        press(scripted, said["onward"])
    with transaction():
        quick_wave.state = WaveState.CLOSED
    time.sleep(at_hand.KEPT_FOR)  # another process has closed it
    press(scripted, said["send"])
    expect(heading(scripted)).to_have_text(said["refused"])
    found["refused"] = flaws(scripted)

    assert {screen: flaw for screen, flaw in found.items() if flaw} == {}


def test_the_first_question_is_read_in_its_order(form, scripted):
    open_form(scripted, form)
    press(scripted, BEGIN)

    expect(scripted.locator("body")).to_match_aria_snapshot(FIRST_QUESTION)
