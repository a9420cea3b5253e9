"""How a wave is cut into periods, and periods as somebody types them."""

from datetime import date, datetime
from enum import StrEnum

from survey.waves import rules
from survey.waves.errors import StretchesNotReadable
from survey.waves.rules import Stretch

WRITTEN = "%d/%m/%Y"


class Rhythm(StrEnum):
    """How a wave is cut into periods."""

    MONTH = "month"
    FIFTEENTH = "fifteenth"
    QUARTER = "quarter"
    WHOLE = "whole"
    CUSTOM = "custom"


def cut(rhythm: Rhythm, first: date, last: date, typed: str) -> list[Stretch]:
    """Return the periods from the first day to the last.

    Raises
    ------
    StretchesNotReadable
        If they are typed by hand, and a line is no period.
    """
    if rhythm is Rhythm.MONTH:
        return rules.monthly(first, last)
    if rhythm is Rhythm.FIFTEENTH:
        return rules.monthly(first, last, first_day=15)
    if rhythm is Rhythm.QUARTER:
        return rules.quarterly(first, last)
    if rhythm is Rhythm.WHOLE:
        return rules.whole(first, last)
    return [_stretch_of(line) for line in typed.splitlines() if line.strip()]


def _stretch_of(line: str) -> Stretch:
    try:
        days = [datetime.strptime(day, WRITTEN).date() for day in line.split()]
        starts_on, ends_on, *due = days
        report_due_on = due[0] if len(due) == 1 else None
        if len(due) > 1:
            raise ValueError(line)
    except ValueError as reason:
        raise StretchesNotReadable(line.strip()) from reason
    return Stretch(starts_on=starts_on, ends_on=ends_on, report_due_on=report_due_on)


def line_of(stretch: Stretch) -> str:
    """Return a period as it is typed: its days, and when its report is due."""
    days = (stretch.starts_on, stretch.ends_on, stretch.report_due_on)
    return " ".join(day.strftime(WRITTEN) for day in days if day)
