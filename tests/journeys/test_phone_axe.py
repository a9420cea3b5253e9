"""What the scripts draw, as assistive technology meets it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.phone import (
    API,
    BEGIN,
    COUNTED,
    KEPT,
    ONWARD,
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


@pytest.mark.parametrize("look", ["0n", "2h"])
def test_no_screen_violates_what_axe_checks(form, scripted, look):
    origin = form.split("/rate/")[0]
    scripted.context.add_cookies([{"name": "look", "value": look, "url": origin}])
    found = {}

    def note(screen: str) -> None:
        found[screen] = flaws(scripted)

    open_form(scripted, form)
    press(scripted, BEGIN)
    note("rating")
    press(scripted, ONWARD)
    note("error")
    choose(scripted, "Bình thường")
    press(scripted, ONWARD)
    note("several")
    press(scripted, ONWARD)
    note("comment")
    press(scripted, ONWARD)
    expect(heading(scripted)).to_have_text(REVIEW)
    note("review")
    scripted.route(API, lambda route: route.abort())
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(KEPT)
    note("kept")
    scripted.unroute(API)
    press(scripted, "Gửi lại ngay")
    expect(heading(scripted)).to_have_text(COUNTED)
    note("receipt")

    assert {screen: flaw for screen, flaw in found.items() if flaw} == {}


def test_the_first_question_is_read_in_its_order(form, scripted):
    open_form(scripted, form)
    press(scripted, BEGIN)

    expect(scripted.locator("body")).to_match_aria_snapshot(FIRST_QUESTION)
