"""The three-valued verdict of an interval on an index target; standard library only."""

import math
from collections.abc import Sequence
from enum import StrEnum

from analysis.errors import ArgumentError


class Verdict(StrEnum):
    """What an interval says of a target."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


def verdict(low: float, high: float, index_target: float) -> Verdict:
    """Return what the interval [low, high] says of the target.

    Parameters
    ----------
    low, high : float
        Unrounded bounds, in the unit of the target; nan where there is no
        interval.
    index_target : float
        The value the index should reach.

    Returns
    -------
    Verdict
        MET if the interval lies at or above the target, NOT_MET if it lies below,
        CANNOT_TELL otherwise and without an interval.

    Raises
    ------
    ArgumentError
        If `low` exceeds `high`.
    """
    if low > high:
        raise ArgumentError(f"low is {low}, above high, {high}")
    if low >= index_target:
        return Verdict.MET
    if high < index_target:
        return Verdict.NOT_MET
    return Verdict.CANNOT_TELL


def holm_verdicts(
    values: Sequence[float],
    p_values: Sequence[float],
    index_target: float,
    *,
    level: float = 0.95,
) -> list[Verdict]:
    """Return the verdicts on a published family, such as all agencies of a list.

    Holm's step-down: the chance that any verdict of the list other than
    CANNOT_TELL is wrong stays at or below 1 − level, whatever the dependence
    between the agencies. For a family of one it is `verdict` of the interval that
    the p-value inverts.

    Parameters
    ----------
    values : sequence of float, length k
        Point estimates; the side of the target that a rejection speaks for.
    p_values : sequence of float, length k
        Two-sided p-values against the target (`analysis.intervals.p_value`). nan,
        where there is no interval, gives CANNOT_TELL and leaves the family.
    index_target : float
        The value the index should reach.
    level : float, default 0.95
        Simultaneous confidence level, a fraction in (0, 1).

    Returns
    -------
    list of Verdict, length k

    Raises
    ------
    ArgumentError
        If the lengths differ, or `level` or a p-value is out of its range.

    References
    ----------
    .. [1] S. Holm, A simple sequentially rejective multiple test procedure,
       Scandinavian Journal of Statistics 6, 1979. The p-values that it adjusts
       are those of R's ``p.adjust(method = "holm")``.
    """
    if len(values) != len(p_values):
        raise ArgumentError(f"{len(values)} values, but {len(p_values)} p_values")
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    if any(p < 0 or p > 1 for p in p_values):
        raise ArgumentError("p_values holds a value outside [0, 1]")

    verdicts = [Verdict.CANNOT_TELL] * len(values)
    tested = [index for index, p in enumerate(p_values) if not math.isnan(p)]
    for rank, index in enumerate(sorted(tested, key=lambda index: p_values[index])):
        if p_values[index] > (1 - level) / (len(tested) - rank):
            break
        above = values[index] >= index_target
        verdicts[index] = Verdict.MET if above else Verdict.NOT_MET
    return verdicts
