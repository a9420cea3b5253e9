"""Bursts and gaps in the moments at which a counter's answers were sent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import finite
from analysis.errors import ArgumentError
from analysis.signs.sign import Sign


@dataclass(frozen=True, kw_only=True)
class DayRhythm:
    """The rhythm of one counter-day.

    Attributes
    ----------
    most_in_window : int
        Most answers within any stretch of the window's length.
    short_gaps : int
        Neighbouring answers closer than the short gap.
    longest_gap : float
        Longest time between neighbours, in seconds; nan with one answer.
    n : int
    """

    most_in_window: int
    short_gaps: int
    longest_gap: float
    n: int


def day_rhythm(
    moments: ArrayLike, *, window: float = 600.0, short_gap: float = 45.0
) -> DayRhythm:
    """Return the rhythm of the answers of one counter-day.

    Parameters
    ----------
    moments : array_like of float, shape (n,)
        By the device's own clock, in seconds, in any order; never the arrival of
        answers that waited offline.
    window : float, default 600
        Both ends count.
    short_gap : float, default 45
    """
    times = np.sort(finite("moments", moments))
    if not (window > 0 and short_gap > 0):
        raise ArgumentError(f"window is {window}, short_gap {short_gap}; give positive")
    gaps = np.diff(times)
    last = np.searchsorted(times, times + window, side="right")
    return DayRhythm(
        most_in_window=int((last - np.arange(len(times))).max(initial=0)),
        short_gaps=int((gaps < short_gap).sum()),
        longest_gap=float(gaps.max()) if gaps.size else float("nan"),
        n=len(times),
    )


def burst(group: str, day: DayRhythm, ordinary: Sequence[int]) -> Sign:
    """Set a day's densest stretch beside those of ordinary days.

    Parameters
    ----------
    group : str
        Label of the counter-day.
    day : DayRhythm
    ordinary : sequence of int
        `most_in_window` of simulated or past days of like volume.

    Returns
    -------
    Sign
        `statistic` is the most answers in a window, `expected` the ordinary mean.

    Raises
    ------
    ArgumentError
        If there is no ordinary day to compare with.
    """
    if not ordinary:
        raise ArgumentError(
            "ordinary is empty: there is nothing to compare the day with"
        )
    as_dense = sum(other >= day.most_in_window for other in ordinary)
    return Sign(
        group=group,
        statistic=float(day.most_in_window),
        expected=float(np.mean(ordinary)),
        p_value=(1 + as_dense) / (1 + len(ordinary)),
        n=day.n,
    )


def simulated_days(
    answers: int,
    *,
    seconds: float,
    seed: int,
    days: int = 1000,
    window: float = 600.0,
) -> list[int]:
    """Return the densest stretch of days on which people come independently.

    Parameters
    ----------
    answers : int
        Answers of the day.
    seconds : float
        Opening time; answers fall evenly over it. Real days have rushes: past days,
        where they are known, are the better comparison.
    seed : int
    days, window
        Days to simulate; see `day_rhythm`.
    """
    if answers < 1 or not seconds > 0 or days < 1:
        raise ArgumentError(f"answers is {answers}, seconds {seconds}, days {days}")
    random = np.random.Generator(np.random.PCG64(seed))
    return [
        day_rhythm(random.random(answers) * seconds, window=window).most_in_window
        for _ in range(days)
    ]
