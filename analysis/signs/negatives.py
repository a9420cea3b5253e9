"""Too few bad answers, or a channel that answers unlike another."""

from collections.abc import Mapping

import numpy as np
from scipy import stats

from analysis.contrasts import Joint, difference
from analysis.errors import ArgumentError
from analysis.estimate import Estimate
from analysis.signs.sign import Sign


def missing_negatives(
    negatives: Mapping[str, int], answers: Mapping[str, int]
) -> list[Sign]:
    """Set each group's unfavourable answers beside those of all others.

    Parameters
    ----------
    negatives : mapping of group to int
        Answers of the two unfavourable codes.
    answers : mapping of group to int
        All valid answers of the same groups.

    Returns
    -------
    list of Sign
        `statistic` is the group's share, `expected` that of the other groups together.
        `p_value` is the exact chance of so few (hypergeometric, both shares unknown);
        clusters make it too small, so take it as a sign only. Nan for a group without
        answers or without others.

    Raises
    ------
    ArgumentError
        If the groups differ or a count exceeds its answers.
    """
    if set(negatives) != set(answers):
        raise ArgumentError("negatives and answers name different groups")
    for group, n in answers.items():
        if not 0 <= negatives[group] <= n:
            raise ArgumentError(f"negatives of {group!r} is {negatives[group]} of {n}")
    bad, every = sum(negatives.values()), sum(answers.values())
    signs = []
    for group, n in answers.items():
        known = 0 < n < every
        others = (bad - negatives[group]) / (every - n) if n < every else float("nan")
        chance = stats.hypergeom.cdf(negatives[group], every, bad, n)
        signs.append(
            Sign(
                group=group,
                statistic=negatives[group] / n if n else float("nan"),
                expected=others,
                p_value=float(chance) if known else float("nan"),
                n=n,
            )
        )
    return signs


def channel_shift(channels: Joint, *, level: float = 0.99) -> list[Estimate]:
    """Compare each channel of one agency with the last, as home with the counter.

    Parameters
    ----------
    channels : Joint
        Shares or means of the agency by channel, from one design (domains); the last is
        the one that others are compared with, such as the interview.
    level : float, default 0.99

    Returns
    -------
    list of Estimate
        Differences in points with intervals. People of different channels differ for
        honest reasons too: age, errand, waiting time.
    """
    last = len(channels.values) - 1
    if last < 1:
        raise ArgumentError("channels holds a single channel; there is no other")
    return [difference(channels, channel, last, level=level) for channel in range(last)]


def shift_is_large(shift: Estimate, *, points: float = 0.15) -> bool:
    """Return whether a shift exceeds `points` and its interval leaves nought out."""
    apart = shift.low > 0 or shift.high < 0
    return bool(np.abs(shift.value) > points and apart)
