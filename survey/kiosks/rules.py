"""What is true of a kiosk: decisions on plain values, no database, no request."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from survey.kiosks.errors import CountersNotUsable, PinNotUsable
from survey.kiosks.models import Kiosk
from survey.waves.models import Wave

# The form for a counter where people stand: two or three taps.
PREFERRED = "quick_counter"

COUNTER = re.compile(r"[1-9][0-9]{0,2}")
PIN = re.compile(r"[0-9]{6}")
UP, DOWN = "01234567890123456789", "98765432109876543210"

# When a kiosk has to give signs of life: Monday to Friday, hours of the office.
HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
WORKING_DAYS = range(5)
SILENCE = timedelta(minutes=30)
LOOK_BACK = timedelta(days=7)  # holds five working days, far more than SILENCE

CLOCK_OFF = timedelta(minutes=2)
CLOCK_FAR_OFF = timedelta(days=1)


class KioskState(StrEnum):
    """How it stands with a kiosk; worked out, never stored."""

    WAITING = "waiting"  # no tablet has become it yet
    WORKING = "working"
    SILENT = "silent"
    REVOKED = "revoked"


class ClockState(StrEnum):
    """How far a tablet's clock may be believed."""

    RIGHT = "right"
    OFF = "off"
    FAR_OFF = "far_off"


def choose_wave(waves: Sequence[Wave]) -> Wave | None:
    """Return the wave a kiosk asks for, of those that take answers, newest first."""
    quick = (w for w in waves if w.instrument_version.instrument == PREFERRED)
    return next(quick, waves[0] if waves else None)


def read_counters(text: str) -> list[int]:
    """Return the counters that share a kiosk, each once, as they were written."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not all(COUNTER.fullmatch(word) for word in words):
        raise CountersNotUsable
    return list(dict.fromkeys(int(word) for word in words))


def check_pin(pin: str) -> None:
    """Refuse what is no PIN, and what somebody at the tablet would try first."""
    if not PIN.fullmatch(pin) or len(set(pin)) == 1 or pin in UP or pin in DOWN:
        raise PinNotUsable


def state_of(kiosk: Kiosk, here: datetime) -> KioskState:
    """Say how it stands with a kiosk when clocks show `here`."""
    if kiosk.revoked_at is not None:
        return KioskState.REVOKED
    if kiosk.enrolled_at is None:
        return KioskState.WAITING
    last = kiosk.seen_at or kiosk.enrolled_at
    silent = office_time(last.astimezone(here.tzinfo), here) >= SILENCE
    return KioskState.SILENT if silent else KioskState.WORKING


def office_time(since: datetime, here: datetime) -> timedelta:
    """Return how long the office was open between two moments, looking back a week.

    A kiosk that is switched off in the evening is not silent in the morning
    before the office has been open for a while.
    """
    since = max(since, here - LOOK_BACK)
    days = ((here.date() - since.date()).days + 1) if since <= here else 0
    return sum(
        (_open_on(since.date() + timedelta(days=n), since, here) for n in range(days)),
        timedelta(),
    )


def _open_on(day: date, since: datetime, here: datetime) -> timedelta:
    if day.weekday() not in WORKING_DAYS:
        return timedelta()
    return sum(
        (
            max(
                min(here, datetime.combine(day, closes, here.tzinfo))
                - max(since, datetime.combine(day, opens, here.tzinfo)),
                timedelta(),
            )
            for opens, closes in HOURS
        ),
        timedelta(),
    )


def is_open(here: datetime) -> bool:
    """Say whether the offices are open when clocks show `here`."""
    working = here.weekday() in WORKING_DAYS
    return working and any(a <= here.time() < b for a, b in HOURS)


def clock_state(offset: int | None) -> ClockState:
    """Say how far a clock may be believed that is `offset` seconds ahead."""
    wrong_by = timedelta(seconds=abs(offset or 0))
    if wrong_by > CLOCK_FAR_OFF:
        return ClockState.FAR_OFF
    return ClockState.OFF if wrong_by > CLOCK_OFF else ClockState.RIGHT
