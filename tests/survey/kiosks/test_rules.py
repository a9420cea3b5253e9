from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.instruments.models import InstrumentVersion
from survey.kiosks import rules
from survey.kiosks.errors import CountersNotUsable, PinNotUsable
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import ClockState, KioskState
from survey.waves.models import Wave

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day, time):
    """Return a moment of November 2026; the 2nd is a Monday."""
    return datetime.fromisoformat(f"2026-11-{day:02}T{time}").replace(tzinfo=ZONE)


def wave(instrument):
    return Wave(instrument_version=InstrumentVersion(instrument=instrument))


def test_a_kiosk_asks_the_short_form_where_there_is_one():
    new, quick, old = wave("five_factor_service"), wave("quick_counter"), wave("old")

    assert rules.choose_wave([new, quick, old]) is quick
    assert rules.choose_wave([new, old]) is new
    assert rules.choose_wave([]) is None


def test_of_two_short_forms_the_newer_is_asked():
    newer, older = wave("quick_counter"), wave("quick_counter")

    assert rules.choose_wave([newer, older]) is newer


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", []), ("4", [4]), ("1,2,3", [1, 2, 3]), (" 3, 1 ,3,", [3, 1]), ("999", [999])],
)
def test_counters_are_read_as_they_are_written(text, numbers):
    assert rules.read_counters(text) == numbers


@pytest.mark.parametrize("text", ["0", "01", "1000", "a", "1;2", "-1", "1 2", "²"])
def test_other_words_are_no_counters(text):
    with pytest.raises(CountersNotUsable):
        rules.read_counters(text)


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "123456", "890123", "654321", "777777", "12a456"]
)
def test_a_pin_is_six_digits_that_nobody_tries_first(pin):
    with pytest.raises(PinNotUsable):
        rules.check_pin(pin)


def test_a_usable_pin_is_taken():
    rules.check_pin("270915")


@pytest.mark.parametrize(
    ("since", "here", "minutes"),
    [
        (at(2, "09:00"), at(2, "09:30"), 30),
        (at(2, "07:00"), at(2, "07:40"), 10),
        (at(2, "11:20"), at(2, "13:40"), 20),
        (at(2, "16:50"), at(3, "07:45"), 25),
        (at(6, "16:50"), at(9, "07:45"), 25),  # a weekend lies between
        (at(7, "08:00"), at(8, "16:00"), 0),
        (at(2, "12:00"), at(2, "13:00"), 0),
        (at(2, "10:00"), at(2, "09:00"), 0),  # a clock was set back
        (at(2, "00:00"), at(3, "00:00"), 450),
    ],
)
def test_only_the_hours_of_the_office_count(since, here, minutes):
    assert rules.office_time(since, here) == timedelta(minutes=minutes)


def test_years_of_silence_are_worked_out_at_once():
    long_ago = at(2, "09:00").replace(year=1970)

    assert rules.office_time(long_ago, at(2, "09:00")) == 5 * timedelta(minutes=450)


def kiosk(**values):
    return Kiosk(**{"enrolled_at": at(2, "08:00"), "seen_at": None} | values)


@pytest.mark.parametrize(
    ("kiosk", "state"),
    [
        (kiosk(enrolled_at=None), KioskState.WAITING),
        (kiosk(seen_at=at(2, "09:31")), KioskState.WORKING),
        (kiosk(seen_at=at(2, "09:30")), KioskState.SILENT),
        (kiosk(), KioskState.SILENT),
        (kiosk(seen_at=at(2, "09:59"), revoked_at=at(2, "10:00")), KioskState.REVOKED),
    ],
)
def test_half_an_hour_of_silence_is_told_in_office_hours(kiosk, state):
    assert rules.state_of(kiosk, at(2, "10:00")) is state


def test_a_kiosk_that_is_switched_off_at_night_is_not_silent_at_once():
    off_since = kiosk(seen_at=at(2, "17:05"))

    assert rules.state_of(off_since, at(3, "07:59")) is KioskState.WORKING
    assert rules.state_of(off_since, at(3, "08:00")) is KioskState.SILENT


@pytest.mark.parametrize(
    ("offset", "state"),
    [
        (None, ClockState.RIGHT),
        (120, ClockState.RIGHT),
        (-121, ClockState.OFF),
        (86_400, ClockState.OFF),
        (86_401, ClockState.FAR_OFF),
        (-315_360_000, ClockState.FAR_OFF),
    ],
)
def test_a_clock_is_off_by_minutes_or_far_off_by_days(offset, state):
    assert rules.clock_state(offset) is state
