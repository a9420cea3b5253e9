"""Staff at the tablet: enrolling it, the PIN, and the screen behind it."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from survey import clock
from tests.journeys.kiosk.counting import counted
from tests.journeys.kiosk.tablet import COUNTDOWN_MS, LONG_PRESS_MS
from tests.survey.kiosks.factories import PIN, make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WRONG = "135790"
SECONDS_LEFT = re.compile(r"\d\d")


def test_a_wrong_code_is_said_and_the_right_one_works(new_tablet, kiosk):
    page = new_tablet.page
    page.fill("#code", "ABCDEFGH")
    page.press("#code", "Enter")
    page.locator("#wrong:not(:empty)").wait_for()

    new_tablet.enrol(make_code(kiosk).lower())

    assert kiosk.unit.name in page.locator("h1").inner_text()


def test_a_code_needs_a_network_and_says_so(new_tablet, kiosk):
    new_tablet.go_offline()
    new_tablet.page.fill("#code", make_code(kiosk))
    new_tablet.page.press("#code", "Enter")

    new_tablet.page.locator("#wrong:not(:empty)").wait_for()


def test_a_page_without_tls_says_what_to_do(chromium, platform):
    insecure = platform.replace("127.0.0.1", "kiosk.example")
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--host-resolver-rules=MAP kiosk.example 127.0.0.1"],
    )
    page = browser.new_page()
    page.goto(f"{insecure}/kiosk/")

    page.locator("body[data-screen='unsupported']").wait_for()
    assert "https" in page.locator(".lead").inner_text()
    browser.close()


def test_a_short_press_on_the_name_opens_nothing(tablet):
    tablet.page.locator("#office").click()
    tablet.later(LONG_PRESS_MS)

    tablet.sees("attract")


def test_five_wrong_pins_close_the_door_for_a_minute_also_after_a_reload(tablet):
    tablet.open_staff_screen(WRONG)
    for _more in range(4):
        expect(tablet.page.locator("#wrong")).to_have_text(re.compile(r"^\D+$"))
        tablet.type_pin(WRONG)
    expect(tablet.page.locator("#wrong")).to_have_text(SECONDS_LEFT)

    tablet.page.reload()
    tablet.sees("attract")
    tablet.open_staff_screen(PIN)
    expect(tablet.page.locator("#wrong")).to_have_text(SECONDS_LEFT)

    tablet.page.clock.set_system_time(clock.now() + timedelta(seconds=75))
    tablet.type_pin(PIN)
    tablet.sees("staff")


def test_the_staff_screen_tells_of_the_queue_and_exports_it(tablet, wave):
    tablet.go_offline()
    tablet.rate(5)
    tablet.rate(2, reasons=[1])
    tablet.open_staff_screen(PIN)
    tablet.sees("staff")
    assert tablet.fact("queue") == "2"
    assert tablet.fact("last_contact") == "offline"

    with tablet.page.expect_download() as coming:
        tablet.page.locator(".choices button").nth(2).click()
    exported = json.loads(coming.value.path().read_text("utf-8"))

    assert exported["hailong_queue"] == 1
    records = tablet.records()
    assert [request["uuid"] for request in exported["requests"]] == [
        record["uuid"] for record in sorted(records, key=lambda one: one["order"])
    ]
    assert set(exported["requests"][0]) == {"form", "uuid", "sealed", "kiosk"}
    assert counted(wave) == 0


def test_send_now_empties_the_queue(tablet, wave):
    tablet.go_offline()
    tablet.rate(5)
    tablet.go_online()
    tablet.open_staff_screen(PIN)

    tablet.page.locator(".choices button").first.click()

    tablet.await_records(0)
    assert counted(wave) == 1


def test_the_staff_screen_closes_by_itself(tablet):
    tablet.open_staff_screen(PIN)
    tablet.sees("staff")

    tablet.later(60_500)
    tablet.sees("still-there")
    tablet.wait(COUNTDOWN_MS)

    tablet.sees("attract")


def test_what_the_platform_refuses_stays_until_it_is_exported(tablet):
    sentence = "Phiếu này đã được trả lời khác."

    def refuse(route):
        uuid = route.request.post_data_json["uuid"]
        said = {"uuid": uuid, "state": "refused", "reason": "answered_otherwise"}
        route.fulfill(status=409, json={**said, "receipt": None, "sentence": sentence})

    tablet.context.route("**/rate/api/submissions*", refuse)
    tablet.rate(3)
    tablet.open_staff_screen(PIN)
    tablet.sees("staff")

    assert tablet.fact("queue_refused") == "1"
    assert sentence in tablet.page.locator(".staff").inner_text()
    assert [record["state"] for record in tablet.records()] == ["refused"]
