"""What may go wrong with a tablet: its clock, its disk, its tabs, its network."""

import time
from datetime import timedelta

import pytest

from survey import clock
from survey.database import transaction
from survey.kiosks import service as kiosks
from survey.responses import at_hand
from survey.waves.models import WaveState
from tests.journeys.kiosk.counting import counted, in_quarantine
from tests.journeys.kiosk.tablet import BEAT_MS
from tests.survey.kiosks.factories import PIN, make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SUBMISSIONS = "**/rate/api/submissions*"
AGED_MS = 601_000  # the form is fetched anew
FIFTEEN_DAYS_MS = 15 * 24 * 3600 * 1000
TEN_YEARS = timedelta(days=3653)


def test_a_revoked_tablet_stops_within_a_minute_and_its_queue_is_set_apart(
    tablet, kiosk, wave
):
    tablet.go_offline()
    tablet.rate(5)
    tablet.rate(1, reasons=[2])
    tablet.begin()
    tablet.sees("question")
    with transaction():
        kiosks.revoke_kiosk(kiosk, by="test")

    tablet.go_online()

    tablet.sees("revoked")
    tablet.await_records(0)
    assert in_quarantine(wave) == ["revoked", "revoked"]
    assert counted(wave) == 0
    assert tablet.remembered("pair") is None
    tablet.page.reload()
    tablet.sees("revoked")


def test_two_tabs_send_each_form_once(tablet, wave):
    tablet.go_offline()
    for level in (5, 4, 3, 2):
        tablet.rate(level)
    answered: list[str] = []  # a tab that opens offline asks too, and hears nothing
    tablet.context.on(
        "response",
        lambda response: (
            "api/submissions" in response.url and answered.append(response.url)
        ),
    )
    tablet.open_tab()

    tablet.go_online()
    tablet.await_records(0)

    assert counted(wave) == 4
    assert len(answered) == 4


def test_a_clock_ten_years_ahead_is_told_and_its_answers_are_set_apart(
    new_tablet, kiosk, wave
):
    tablet = new_tablet
    tablet.switch_off()
    tablet.switch_on(clock.now() + TEN_YEARS)
    tablet.enrol(make_code(kiosk))
    tablet.beat()
    tablet.page.locator("#status.warned").wait_for()

    tablet.open_staff_screen(PIN)
    assert tablet.fact("clock") == "clock_wrong"
    tablet.page.locator("#foot button").first.click()
    tablet.rate(4)

    tablet.await_records(0)
    assert in_quarantine(wave) == ["clock"]


def test_a_clock_that_was_set_back_is_noticed_without_a_network(tablet):
    tablet.beat()
    tablet.go_offline()
    tablet.pull_the_plug()

    tablet.switch_on(clock.now() - TEN_YEARS, offline=True)
    tablet.sees("attract")

    tablet.open_staff_screen(PIN)
    assert tablet.fact("clock") == "clock_wrong"


def test_a_full_disk_is_said_and_nothing_is_pretended(tablet, wave):
    tablet.await_worker()
    tablet.switch_off()
    tablet.switch_on(offline=True, room=1)
    tablet.begin()
    tablet.choose(1)
    tablet.next()
    tablet.page.fill("textarea", "Máy đầy")
    tablet.next()
    tablet.sees("not-kept")
    assert tablet.records() == []

    tablet.set_room(None)
    tablet.page.locator("#foot button").last.click()

    tablet.sees("thanks")
    assert len(tablet.records()) == 1


def test_after_fourteen_days_of_silence_it_takes_no_more_but_still_sends(tablet, wave):
    tablet.go_offline()
    tablet.rate(5)
    tablet.later(FIFTEEN_DAYS_MS)
    tablet.wait(BEAT_MS)
    tablet.sees("stale")
    assert len(tablet.records()) == 1

    tablet.page.clock.set_system_time(clock.now())
    tablet.go_online()

    tablet.sees("attract")
    tablet.await_records(0)
    assert counted(wave) == 1


def test_a_power_cut_without_a_network_ends_on_the_start_screen(tablet):
    tablet.await_worker()
    tablet.pull_the_plug()

    tablet.switch_on(offline=True)

    tablet.sees("attract")
    tablet.rate(5)
    assert len(tablet.records()) == 1
    assert "1" in tablet.status()


@pytest.mark.parametrize("status", [200, 500, 429, 413])
def test_what_is_not_the_platforms_answer_is_no_acknowledgement(tablet, wave, status):
    page = "<html>Đăng nhập Wi-Fi</html>"
    tablet.context.route(
        SUBMISSIONS,
        lambda route: route.fulfill(status=status, body=page, content_type="text/html"),
    )
    tablet.rate(5)
    tablet.later(BEAT_MS)
    assert len(tablet.records()) == 1

    tablet.context.unroute(SUBMISSIONS)
    tablet.later(600_000)
    tablet.await_records(0)

    assert counted(wave) == 1


def test_a_captive_portal_does_not_take_the_place_of_the_page(tablet):
    tablet.await_worker()
    portal = "<html>Đăng nhập Wi-Fi</html>"
    tablet.context.route(
        "**/kiosk/**",
        lambda route: route.fulfill(body=portal, content_type="text/html"),
    )

    tablet.page.reload()
    tablet.sees("attract")
    tablet.later(601_000)
    tablet.page.reload()

    tablet.sees("attract")
    tablet.context.unroute("**/kiosk/**")


def test_a_closed_wave_takes_no_answers(tablet, wave):
    with transaction():
        wave.state = WaveState.CLOSED
    tablet.beat()

    tablet.sees("closed")


def test_the_last_day_of_a_wave_is_known_without_a_network(tablet, wave):
    with transaction():
        wave.closes_on = clock.today()
    time.sleep(at_hand.KEPT_FOR)  # another process has changed it
    with tablet.page.expect_response("**/form.json") as form:
        tablet.beat(after=AGED_MS)
    assert form.value.finished() is None
    tablet.page.wait_for_timeout(500)  # until it is put into the cache
    tablet.go_offline()
    tablet.page.clock.set_system_time(clock.now() + timedelta(days=1))

    tablet.wait(BEAT_MS)

    tablet.sees("closed")
