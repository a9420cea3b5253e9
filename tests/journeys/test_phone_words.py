"""A phone with scripts: its languages, its letters, and where it leads on."""

import pytest
from playwright.sync_api import expect

from survey.agencies.desk import set_desk
from survey.database import transaction
from tests.journeys.conftest import served
from tests.journeys.phone import (
    COUNTED,
    SEND,
    answer,
    begin,
    choose,
    counted,
    heading,
    open_form,
    press,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_language_can_change_on_the_way(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    choose(scripted, "Hài lòng")

    press(scripted, "English")

    expect(scripted.get_by_label("Satisfied", exact=True)).to_be_checked()
    assert scripted.locator("html").get_attribute("lang") == "en"
    press(scripted, "Continue")
    press(scripted, "Continue")
    press(scripted, "Send")
    expect(heading(scripted)).to_have_text("Your form is counted")
    [row] = counted()
    assert row.language == "en"


def test_the_other_language_comes_late_but_comes(form, scripted):
    tries = []

    def fail_once(route):
        tries.append(route.request.url)
        route.abort() if len(tries) == 1 else route.continue_()

    scripted.route("**/form.json?speaking=en", fail_once)
    scripted.clock.install()
    open_form(scripted, form)
    begin(scripted)
    expect(scripted.get_by_role("button", name="English")).to_have_count(0)

    scripted.clock.run_for(6000)
    press(scripted, "English")

    assert scripted.locator("html").get_attribute("lang") == "en"
    assert len(tries) == 2


def test_the_receipt_says_where_to_ask_for_a_call(
    installation, quick_wave, scripted, monkeypatch
):
    with transaction():
        set_desk(quick_wave.units[0], email="a@b.vn", complaint_channel="", by="test")
    # Offices can be asked for a call only where mail leaves the platform.
    monkeypatch.setenv("SMTP_HOST", "mail.example.vn")
    monkeypatch.setenv("SMTP_FROM", "hailong@example.vn")
    with served(installation) as address:
        open_form(scripted, f"{address}/rate/nhanh/MH01/")
        begin(scripted)
        answer(scripted)
        press(scripted, SEND)
        expect(heading(scripted)).to_have_text(COUNTED)

    link = scripted.get_by_role("link", name="Nhờ lãnh đạo trung tâm liên hệ")
    expect(link).to_have_attribute("href", "/rate/nhanh/MH01/contact")


def test_letters_and_contrast_change_without_leaving_the_page(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    choose(scripted, "Hài lòng")
    asked = []
    scripted.on("request", lambda request: asked.append(request.url))

    press(scripted, "A chữ rất lớn")
    press(scripted, "Tương phản cao")

    assert scripted.locator("html").get_attribute("class").split() == ["size-2", "high"]
    expect(scripted.get_by_label("Hài lòng", exact=True)).to_be_checked()
    assert asked == []
    scripted.reload()
    assert scripted.locator("html").get_attribute("class") == "size-2 high"
