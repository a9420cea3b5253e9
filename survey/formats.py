"""Numbers and days as people read them; the only place where figures are rounded."""

import math
from datetime import date, datetime

from flask import Flask

from survey import clock
from survey.i18n import language
from survey.languages import ENGLISH

NOTHING = "–"
NARROW_SPACE = "\u202f"
VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def number(value: float, decimals: int = 0) -> str:
    """Return 4812.5 as `4.812,5` in Vietnamese, `4,812.5` in English."""
    text = f"{value:,.{decimals}f}"
    return text if language() == ENGLISH else text.translate(VIETNAMESE_MARKS)


def share(value: float | None, decimals: int = 1) -> str:
    """Return a fraction as per cent: 0.884 becomes `88,4 %`."""
    if value is None or math.isnan(value):
        return NOTHING
    return f"{number(value * 100, decimals)}{NARROW_SPACE}%"


def share_beside(value: float | None, lines: tuple[float, ...]) -> str:
    """Return a share that rounding never carries over one of the lines.

    0.9496 beside 0.95 would round to 95.0 %: it is printed with as many
    decimals as it takes to stand on its own side.
    """
    if value is None or math.isnan(value):
        return NOTHING
    return share(value, decimals_beside(value, lines))


def decimals_beside(value: float, lines: tuple[float, ...]) -> int:
    """Return with how many decimals a share in per cent stays on its own side."""
    for decimals in range(1, 7):
        rounded = round(value * 100, decimals)
        if all(_same_side(value, rounded, line) for line in lines):
            return decimals
    return 6


def _same_side(value: float, rounded: float, line: float) -> bool:
    return (value >= line) == (rounded >= round(line * 100, 6))


def day(value: date) -> str:
    """Return 5 November 2026 as `05/11/2026`."""
    return f"{value:%-d %B %Y}" if language() == ENGLISH else f"{value:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """Return a moment on a Vietnamese clock: `05/11/2026 14:30`."""
    if value is None:
        return NOTHING
    here = clock.local(value)
    return f"{day(here.date())} {here:%H:%M}"


def init_app(app: Flask) -> None:
    """Give templates these formats as filters."""
    app.jinja_env.filters.update(
        number=number, share=share, share_beside=share_beside, day=day, moment=moment
    )
