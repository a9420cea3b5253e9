"""A phone with scripts: the whole form in one page, without a request."""

import re

import pytest
from playwright.sync_api import expect

from survey.database import transaction
from survey.invitations.codes import draw_codes
from survey.invitations.models import BatchKind
from survey.responses.models import Proof
from tests.journeys.keyboard import choose as choose_by_keyboard
from tests.journeys.keyboard import tab_to
from tests.journeys.phone import (
    BEGIN,
    COUNTED,
    ONWARD,
    RESUME,
    SEND,
    answer,
    begin,
    choose,
    counted,
    heading,
    open_form,
    press,
    receipts,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_form_is_answered_without_a_request_and_counted_once(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    asked = []
    scripted.on("request", lambda request: asked.append(request.url))

    answer(scripted, comment="Nhanh, gọn.")
    assert asked == []
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(COUNTED)

    [row] = counted()
    assert '"overall":4' in row.body
    assert "Nhanh, gọn." in row.body
    assert len(asked) == 1
    [receipt] = receipts()
    assert scripted.locator(".receipt").inner_text() == f"{receipt[:5]}-{receipt[5:]}"
    with scripted.expect_navigation():
        scripted.locator(".card a").click()
    expect(heading(scripted)).to_have_text(COUNTED)
    assert f"/rate/receipt/{receipt}" in scripted.url


def test_answers_under_way_survive_a_reload(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    choose(scripted, "Không hài lòng")
    press(scripted, ONWARD)
    choose(scripted, "Phải chờ lâu")
    scripted.wait_for_timeout(500)

    scripted.reload()
    press(scripted, RESUME)

    expect(scripted.get_by_label("Phải chờ lâu")).to_be_checked()
    press(scripted, ONWARD)
    press(scripted, ONWARD)
    expect(scripted.locator("dd").first).to_have_text("Không hài lòng")
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1
    scripted.goto(form)
    expect(scripted.get_by_role("button", name=BEGIN)).to_be_visible()


def test_nothing_readable_of_a_draft_is_kept_on_the_phone(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    choose(scripted, "Hài lòng")
    press(scripted, ONWARD)
    scripted.get_by_role("textbox").fill("chim hoàng yến")
    scripted.wait_for_timeout(700)

    kept = scripted.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open("hailong-phone").onsuccess = ({ target }) => {
            const settings = target.result.transaction("settings");
            settings.objectStore("settings").getAll().onsuccess = (event) => resolve(
              event.target.result.map(({ key, sealed }) => [
                key.extractable, String.fromCharCode(...new Uint8Array(sealed))]));
          };
        })"""
    )

    [[extractable, sealed]] = kept
    assert extractable is False
    assert len(sealed) > 100
    assert "overall" not in sealed
    assert "chim" not in sealed


def test_back_leads_from_page_to_page_and_keeps_the_answers(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    choose(scripted, "Hài lòng")
    press(scripted, ONWARD)
    scripted.get_by_role("textbox").fill("Gọn")

    scripted.go_back()
    expect(scripted.get_by_label("Hài lòng", exact=True)).to_be_checked()
    scripted.go_back()
    expect(scripted.get_by_role("button", name=BEGIN)).to_be_visible()
    scripted.go_forward()
    scripted.go_forward()

    expect(scripted.get_by_role("textbox")).to_have_value("Gọn")
    press(scripted, "Quay lại")
    expect(scripted.get_by_label("Hài lòng", exact=True)).to_be_checked()


def test_what_is_missing_is_said_and_led_to(form, scripted):
    open_form(scripted, form)
    begin(scripted)

    press(scripted, ONWARD)

    box = scripted.get_by_role("alert")
    expect(box).to_be_focused()
    assert scripted.title().startswith("Lỗi:")
    box.get_by_role("link").click()
    expect(scripted.locator("#overall-5")).to_be_focused()
    expect(scripted.locator("fieldset")).to_have_attribute("aria-invalid", "true")


def test_an_answer_can_be_changed_from_the_review(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    answer(scripted)

    scripted.get_by_role("link", name="Sửa").first.click()
    choose(scripted, "Không hài lòng")
    press(scripted, ONWARD)
    choose(scripted, "Phải chờ lâu")  # newly asked
    press(scripted, ONWARD)

    expect(scripted.locator("dd").first).to_have_text("Không hài lòng")
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(COUNTED)
    [row] = counted()
    assert '"overall":2' in row.body
    assert '"reasons":[1]' in row.body


def test_two_codes_on_one_phone_are_two_people(quick_wave, form, scripted):
    with transaction():
        _batch, numbered = draw_codes(
            quick_wave, quick_wave.units[0], 2, BatchKind.SHEET, quick_wave.closes_on
        )
    codes = [code for _serial, code in numbered]
    origin = form.split("/rate/")[0]

    open_form(scripted, f"{origin}/c/{codes[0]}")
    begin(scripted)
    choose(scripted, "Hài lòng")
    scripted.wait_for_timeout(300)
    open_form(scripted, f"{origin}/c/{codes[1]}")
    press(scripted, BEGIN)  # no draft of somebody else is offered
    for label in ("Bình thường", None):
        if label is None:
            open_form(scripted, f"{origin}/c/{codes[0]}")
            press(scripted, RESUME)
            expect(scripted.get_by_label("Hài lòng", exact=True)).to_be_checked()
        else:
            choose(scripted, label)
            press(scripted, ONWARD)
        while scripted.get_by_role("button", name=ONWARD, exact=True).count():
            press(scripted, ONWARD)
        press(scripted, SEND)
        expect(heading(scripted)).to_have_text(COUNTED)

    rows = counted()
    assert {row.proof for row in rows} == {Proof.CODE}
    assert sorted(re.search(r'"overall":(.)', row.body)[1] for row in rows) == [
        "3",
        "4",
    ]


def test_a_whole_form_by_keyboard(form, scripted):
    open_form(scripted, form)
    tab_to(scripted, f"button:has-text('{BEGIN}')")
    scripted.keyboard.press("Enter")
    expect(scripted.locator("fieldset")).to_be_focused()
    choose_by_keyboard(scripted, "overall", 4)
    for _page in range(2):
        tab_to(scripted, f"button:has-text('{ONWARD}')")
        scripted.keyboard.press("Enter")
    expect(heading(scripted)).to_be_focused()
    tab_to(scripted, f"button:has-text('{SEND}')")
    scripted.keyboard.press("Enter")

    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1


DRAFTS = """() => new Promise((resolve) => {
  indexedDB.open("hailong-phone").onsuccess = ({ target }) => {
    const settings = target.result.transaction("settings").objectStore("settings");
    settings.getAllKeys().onsuccess = (event) => resolve(event.target.result);
  };
})"""


def test_a_form_that_was_sent_is_not_offered_again(form, scripted):
    """Pressed twice, begun anew, gone back after sending: there is one form."""
    open_form(scripted, form)
    scripted.evaluate(
        """() => {
          const start = document.querySelector("form[data-bundle]");
          for (let n = 0; n < 2; n += 1) {
            start.dispatchEvent(new Event("submit", { cancelable: true }));
          }
        }"""
    )
    expect(scripted.locator("fieldset")).to_be_visible()
    assert scripted.evaluate("history.state.at") == "overall"
    scripted.go_back()
    press(scripted, BEGIN)
    scripted.wait_for_load_state("networkidle")
    answer(scripted)
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(COUNTED)

    scripted.go_back()
    scripted.evaluate("self.dispatchEvent(new Event('pagehide'))")
    scripted.wait_for_timeout(200)

    assert scripted.evaluate(DRAFTS) == []
    scripted.goto(form)
    expect(scripted.get_by_role("button", name=BEGIN)).to_be_visible()
    assert len(counted()) == 1
