"""The one place that knows what time it is.

Moments are UTC in storage; days are the days of people in Viet Nam. Whoever
needs another day (tests, the example wave whose answers lie in the past) sets
this clock, nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """Return the present moment, in UTC."""
    return _set_to.get() or datetime.now(UTC)


@contextmanager
def at(day: date, hour: int = 9) -> Iterator[None]:
    """Let the block happen at that hour of a Vietnamese day."""
    moment = datetime.combine(day, time(hour), ZONE).astimezone(UTC)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)


def today() -> date:
    """Return the present day in Viet Nam."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return `moment` as a clock on a Vietnamese wall shows it."""
    return moment.astimezone(ZONE)
