"""People at the counter: they answer, walk away, mistake the counter."""

import pytest

from survey.database import transaction
from survey.kiosks import service as kiosks
from survey.kiosks.service import Setup
from survey.responses.models import Channel, Proof
from tests.journeys.kiosk.counting import counted, only_row
from tests.journeys.kiosk.tablet import COUNTDOWN_MS, IDLE_MS, PORTRAIT, SETTLED_MS
from tests.survey.kiosks.factories import make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_rating_reaches_the_inbox_as_a_kiosk_has_signed_it(tablet, wave):
    tablet.rate(2, reasons=[1, 4], comment="Chờ hơi lâu.")

    tablet.await_records(0)
    row = only_row(wave)
    assert row.channel is Channel.KIOSK
    assert row.proof is Proof.DEVICE
    assert row.counter == 4
    assert not row.partial


def test_reasons_are_asked_only_where_the_rating_is_low(tablet):
    tablet.begin()
    tablet.choose(5)
    assert tablet.page.locator("textarea").count() == 1

    tablet.page.locator("#foot button").first.click()
    tablet.choose(3)

    assert tablet.page.locator("input[type=checkbox]").count() == 9


def test_an_arrow_key_moves_the_choice_and_enter_goes_on(tablet):
    page = tablet.page
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.className") != "button big":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tablet.later(1_000)
    chosen = page.locator("input[type=radio]:checked")
    assert chosen.get_attribute("value") == "3"

    page.keyboard.press("Enter")
    tablet.later(1_000)

    assert page.locator("input[type=checkbox]").count() == 9
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input[type=checkbox]:checked").count() == 1


def test_who_chose_the_wrong_counter_goes_back(tablet, kiosk, wave):
    with transaction():
        kiosks.change_kiosk(kiosk, Setup(name="Cửa", counters="1, 2"), by="test")
    tablet.beat()

    tablet.begin()
    tablet.sees("counter")
    tablet.page.locator(".choice").first.click()
    tablet.page.locator("#foot button").first.click()
    tablet.sees("counter")
    tablet.page.locator(".choice").last.click()
    tablet.choose(5)
    tablet.next()

    tablet.await_records(0)
    assert only_row(wave).counter == 2


def test_who_walks_away_is_asked_then_forgotten(tablet, wave):
    tablet.begin()
    tablet.choose(2)
    tablet.later(IDLE_MS)
    tablet.sees("still-there")
    tablet.page.locator(".button.big").click()
    tablet.sees("question")
    assert tablet.page.locator("input[type=checkbox]").count() == 9

    tablet.later(IDLE_MS)
    tablet.wait(COUNTDOWN_MS)

    tablet.sees("attract")
    assert tablet.records() == []
    assert counted(wave) == 0


def test_what_was_answered_before_walking_away_counts_where_the_wave_says_so(
    new_tablet, kiosk, wave
):
    with transaction():
        wave.keep_partial = True
    tablet = new_tablet
    tablet.enrol(make_code(kiosk))

    tablet.begin()
    tablet.choose(2)
    tablet.later(IDLE_MS)
    tablet.wait(COUNTDOWN_MS)
    tablet.sees("attract")

    tablet.await_records(0)
    assert only_row(wave).partial


def test_nothing_of_the_last_person_comes_back(tablet):
    tablet.begin()
    tablet.choose(1)
    tablet.page.go_back()
    tablet.page.go_forward()
    tablet.sees("attract")

    tablet.begin()

    assert tablet.page.locator("input:checked").count() == 0


def test_letters_contrast_and_language_are_for_one_person(tablet):
    page, html = tablet.page, tablet.page.locator("html")
    page.click("#larger")
    page.click("#contrast")
    page.click("#speak-en")
    assert html.get_attribute("class") == "size-1 high"
    assert html.get_attribute("lang") == "en"

    tablet.rate(5)

    assert html.get_attribute("class") == ""
    assert html.get_attribute("lang") == "vi"


def test_the_language_changes_and_the_answer_stays(tablet):
    tablet.begin()
    tablet.choose(2)
    tablet.later(SETTLED_MS)
    tablet.page.locator(".row[data-code='4']").click()
    tablet.page.click("#speak-en")

    assert "satisfied with?" in tablet.page.locator("legend").inner_text()
    assert tablet.page.locator("#reasons-4").is_checked()


@pytest.mark.parametrize("size", [{"width": 1024, "height": 768}, PORTRAIT], ids=str)
def test_whatever_is_pressed_is_large_enough_for_a_finger(tablet, size):
    tablet.page.set_viewport_size(size)
    tablet.begin()
    for target in tablet.page.locator("button:visible, .row:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 60, target.inner_text()


def test_five_tiles_stand_side_by_side_on_a_tablet(tablet):
    tablet.begin()

    boxes = [row.bounding_box() for row in tablet.page.locator(".row").all()]

    assert {box["y"] for box in boxes} == {boxes[0]["y"]}
    assert all(box["width"] >= 176 for box in boxes)
    face = tablet.page.locator(".row svg").first.bounding_box()
    assert face["width"] == 84


def test_two_presses_on_send_are_one_form(tablet, wave):
    tablet.begin()
    tablet.choose(5)
    tablet.later(SETTLED_MS)
    tablet.page.locator("#next").dblclick()
    tablet.sees("thanks")

    tablet.await_records(0)
    assert counted(wave) == 1


def test_a_second_tap_is_not_taken_for_the_next_question(tablet):
    page = tablet.page
    page.evaluate("performance.now = () => 1e6")
    tablet.begin()
    page.evaluate("performance.now = () => 1e6 + 500")
    tablet.choose(2)
    reason = page.locator(".row[data-code='1']")

    reason.click()
    page.locator("#next").click()
    assert page.locator("input[type=checkbox]").count() == 9
    assert page.locator("input:checked").count() == 0

    page.evaluate("performance.now = () => 1e6 + 1000")
    reason.click()
    assert page.locator("input:checked").count() == 1
