"""Two waves of a survey in one table, so that a change knows the PSUs they share."""

import numpy as np

from analysis.arrays import Floats
from analysis.errors import ArgumentError
from analysis.psu_totals import PsuTotals, merge


def side_by_side(first: PsuTotals, second: PsuTotals) -> PsuTotals:
    """Return a table with the columns of `first`, then those of `second`.

    A PSU of both waves, known by its stratum and label, is one row, so the
    covariance between the waves is in every contrast of their columns. A PSU of
    one wave has noughts in the columns of the other. PSUs drawn anew for a wave
    need labels of their own.

    Raises
    ------
    ArgumentError
        If a table has no PSU labels, or the waves give a stratum different
        population sizes.
    """
    for name, table in (("first", first), ("second", second)):
        if table.psus is None:
            raise ArgumentError(
                f"{name} has no labels of its PSUs; without them no PSU is known to"
                " be in both waves"
            )
    left, right = first.totals.shape[1], second.totals.shape[1]
    return merge([_widened(first, 0, right), _widened(second, left, 0)])


def _widened(table: PsuTotals, before: int, after: int) -> PsuTotals:
    def wide(columns: Floats) -> Floats:
        return np.pad(columns, ((0, 0), (before, after)))

    return PsuTotals(
        table.strata,
        wide(table.totals),
        None if table.counts is None else wide(table.counts),
        table.psus,
        table.fpc,
    )
