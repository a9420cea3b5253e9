"""A phone with scripts and no signal, or a bad one: kept, and counted once."""

import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from survey.database import transaction
from survey.waves.models import WaveState
from tests.journeys.phone import (
    AGAIN,
    API,
    BEGIN,
    COUNTED,
    KEPT,
    ONWARD,
    SEND,
    answer,
    begin,
    choose,
    counted,
    heading,
    open_form,
    press,
    receipts,
    waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_with_no_signal_the_form_is_kept_and_sent_when_there_is_one(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    scripted.context.set_offline(True)

    answer(scripted)
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(KEPT)
    expect(waiting(scripted)).to_be_visible()
    assert counted() == []
    scripted.context.set_offline(False)

    expect(heading(scripted)).to_have_text(COUNTED)
    expect(waiting(scripted)).to_have_count(0)
    assert len(counted()) == 1


def test_a_form_that_was_kept_is_sent_by_the_next_page_that_is_opened(form, scripted):
    open_form(scripted, form)
    begin(scripted)
    answer(scripted)
    scripted.route(API, lambda route: route.abort())
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(KEPT)
    scripted.unroute(API)

    scripted.goto(form.replace("/nhanh/MH01/", "/"))

    expect(scripted.get_by_text("đã được ghi nhận", exact=False)).to_be_visible()
    [receipt] = receipts()
    expect(scripted.locator(".kept a")).to_have_text(f"{receipt[:5]}-{receipt[5:]}")
    assert len(counted()) == 1


def test_an_acknowledgement_that_was_lost_does_not_count_twice(form, scripted):
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    open_form(scripted, form)
    begin(scripted)
    answer(scripted)
    scripted.route(API, lose)
    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(KEPT)
    assert len(counted()) == 1
    scripted.unroute(API)

    press(scripted, AGAIN)

    expect(heading(scripted)).to_have_text(COUNTED)
    [receipt] = receipts()
    expect(scripted.locator(".receipt")).to_have_text(f"{receipt[:5]}-{receipt[5:]}")
    assert len(counted()) == 1


def respond(status: int, body: str, **headers: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=body, headers=headers)


@pytest.mark.parametrize(
    "answering",
    [
        respond(200, "<h1>Wi-Fi quán cà phê</h1>", **{"Content-Type": "text/html"}),
        respond(500, "Internal Server Error"),
        respond(503, "", **{"Retry-After": "120"}),
        respond(429, ""),
        respond(413, "<html>Request Entity Too Large</html>"),
    ],
    ids=["portal", "500", "503", "429", "413"],
)
def test_no_other_answer_than_ours_is_believed(form, scripted, answering):
    open_form(scripted, form)
    begin(scripted)
    answer(scripted)
    scripted.route(API, answering)

    press(scripted, SEND)

    expect(heading(scripted)).to_have_text(KEPT)
    expect(waiting(scripted)).to_be_visible()
    assert counted() == []
    scripted.unroute(API)
    press(scripted, AGAIN)
    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1


def test_a_refusal_is_told_in_the_words_of_the_platform(quick_wave, form, scripted):
    open_form(scripted, form)
    begin(scripted)
    answer(scripted)
    with transaction():
        quick_wave.state = WaveState.CLOSED

    press(scripted, SEND)

    expect(heading(scripted)).to_have_text("Phiếu chưa được ghi nhận")
    expect(scripted.locator("main > p")).not_to_be_empty()
    scripted.goto(form.replace("/nhanh/MH01/", "/"))
    scripted.wait_for_load_state("networkidle")
    expect(scripted.locator(".kept")).to_have_count(0)  # it has been seen
    assert counted() == []


def test_without_storage_the_form_of_the_server_asks(form, scripted):
    scripted.add_init_script(
        "Object.defineProperty(self, 'indexedDB', { value: undefined })"
    )
    scripted.goto(form)
    scripted.wait_for_load_state("networkidle")

    press(scripted, BEGIN)
    scripted.wait_for_url("**/nhanh/MH01/overall")
    choose(scripted, "Hài lòng")
    press(scripted, ONWARD)
    press(scripted, ONWARD)
    press(scripted, SEND)

    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1


def test_a_full_disk_sends_the_answers_by_the_form_of_the_server(form, scripted):
    scripted.add_init_script(
        """IDBObjectStore.prototype.put = function () {
          throw new DOMException("full", "QuotaExceededError");
        };"""
    )
    open_form(scripted, form)
    begin(scripted)
    answer(scripted, comment="Vẫn gửi được")

    press(scripted, SEND)

    expect(heading(scripted)).to_have_text(COUNTED)
    assert "/rate/receipt/" in scripted.url
    [row] = counted()
    assert "Vẫn gửi được" in row.body


BROKEN_STORE = (
    """indexedDB.open = () => { throw new DOMException("", "UnknownError"); };"""
)


@pytest.mark.parametrize("broken", ["script", "store"])
def test_without_the_second_part_the_answers_reach_the_server(form, scripted, broken):
    if broken == "store":
        scripted.add_init_script(BROKEN_STORE)
    else:
        scripted.route("**/script-keeping-*", lambda route: route.abort())
    scripted.clock.install()
    open_form(scripted, form)
    press(scripted, BEGIN)
    choose(scripted, "Hài lòng")
    press(scripted, ONWARD)
    scripted.get_by_role("textbox").fill("Không kẹt")
    press(scripted, ONWARD)

    scripted.clock.fast_forward(6_000)

    expect(heading(scripted)).to_have_text(COUNTED)
    [row] = counted()
    assert "Không kẹt" in row.body


def test_a_second_part_that_failed_once_is_fetched_again(form, scripted):
    scripted.clock.install()
    scripted.route("**/script-keeping-*.js", lambda route: route.abort())
    open_form(scripted, form)
    press(scripted, BEGIN)
    expect(scripted.locator("fieldset")).to_be_visible()

    with scripted.expect_response("**/script-keeping-*.js?*"):
        scripted.clock.fast_forward(6_000)
    answer(scripted)

    press(scripted, SEND)
    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1


def test_a_second_part_of_another_version_goes_on_with_the_form(form, scripted):
    """An update came between the page and its first question."""
    with urllib.request.urlopen(form) as answered:  # noqa: S310 - our own server
        present = answered.read().decode("utf-8")
    old = re.sub(r"(script-\w+-)[0-9a-f]+", r"\g<1>0123456789abcdef", present)
    scripted.route(
        form, lambda route: route.fulfill(body=old, content_type="text/html")
    )
    open_form(scripted, form)
    begin(scripted)
    answer(scripted)

    press(scripted, SEND)

    expect(heading(scripted)).to_have_text(COUNTED)
    assert len(counted()) == 1


def test_a_failure_before_the_first_question_leaves_it_to_the_server(form, scripted):
    scripted.add_init_script(
        "history.pushState = () => { throw new Error('no history'); };"
    )
    open_form(scripted, form)

    press(scripted, BEGIN)

    scripted.wait_for_url("**/nhanh/MH01/overall")
