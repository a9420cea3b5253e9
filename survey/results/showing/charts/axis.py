"""The axis of a share or a score: it starts where the data need, and says so."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SHARE_PARTS = 20  # axes of shares start at a multiple of 5 %
SCORE_PARTS = 2  # axes of scores have ticks at halves
STEPS = (1, 2, 4, 5, 10, 20)  # parts between ticks
HIGHEST_START = 0.8  # at least a fifth is in view
ROOM = 0.01  # the lowest interval does not touch the edge


@dataclass(frozen=True, kw_only=True)
class Axis:
    """From `low` to `high`, drawn between two per cents of the width."""

    low: float
    high: float
    left: float
    right: float
    is_of_shares: bool = True

    @property
    def starts_late(self) -> bool:
        """Say whether the axis leaves out what lies below its start."""
        return self.low > 0

    def at(self, value: float) -> float:
        """Return where a value stands, in per cent of the width."""
        inside = min(max(value, self.low), self.high)
        part = (inside - self.low) / (self.high - self.low)
        return round(self.left + part * (self.right - self.left), 2)

    def ticks(self, most: int = 6) -> list[float]:
        """Return at most `most` round values, from the end down to the start."""
        parts = SHARE_PARTS if self.is_of_shares else SCORE_PARTS
        first, last = round(self.low * parts), round(self.high * parts)
        step = next((s for s in STEPS if (last - first) // s < most), last - first)
        return [part / parts for part in range(last, first - 1, -step)][::-1]


def share_axis(shares: Iterable[float], *, left: float, right: float) -> Axis:
    """Return the axis that shows all of `shares`, up to 100 %."""
    lowest = min(shares, default=0.0) - ROOM
    start = math.floor(lowest * SHARE_PARTS) / SHARE_PARTS
    low = min(max(start, 0.0), HIGHEST_START)
    return Axis(low=low, high=1.0, left=left, right=right)


def score_axis(scores: Iterable[float], *, left: float, right: float) -> Axis:
    """Return the axis that shows all of `scores`, between whole numbers."""
    known = list(scores) or [0.0]
    low, high = math.floor(min(known) - ROOM), math.ceil(max(known) + ROOM)
    return Axis(low=low, high=high, left=left, right=right, is_of_shares=False)
