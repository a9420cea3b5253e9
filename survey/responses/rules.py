"""What may be taken on the respondent's way: decisions on plain values."""

from datetime import date, timedelta

# A kiosk takes no answers after 14 days alone; two more for its way back.
OLDEST = timedelta(days=16)
FASTEST = timedelta(days=1)


def is_impossible(day: date, *, opens_on: date, today: date) -> bool:
    """Say whether a kiosk's clock was wrong when it named this day."""
    return day < max(opens_on, today - OLDEST) or day > today + FASTEST


def likely_day(day: date, *, opens_on: date, arrived_on: date) -> date:
    """Return the day a doubted answer counts on: its own where that may be true.

    What was signed in the wave and came very late is no sign of a wrong clock.
    """
    return day if opens_on <= day <= arrived_on else arrived_on
