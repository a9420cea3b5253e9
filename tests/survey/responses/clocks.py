"""The test's own clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from survey import clock
from tests.survey.responses.factories import DAY

SetClock = Callable[..., None]


@pytest.fixture(autouse=True)
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Stand still at noon of `DAY`, or of the day and hour a test asks for."""

    def stand_at(day: date = DAY, hour: int = 12) -> None:
        here = datetime(day.year, day.month, day.day, hour, 34, tzinfo=UTC)
        moment = here - timedelta(hours=7)
        monkeypatch.setattr(clock, "now", lambda: moment)

    stand_at()
    return stand_at
