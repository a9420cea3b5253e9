"""Estimates as functions of totals, with the scores that carry their variance.

The score of a PSU is its weighted part in the first-order change of the estimate;
the variance of the estimate is that of the sum of its scores. Scores of several
estimates side by side give their covariances, shared PSUs included.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, finite, not_negative, same_length
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.psu_totals import PsuTotals
from analysis.variance import Lonely, covariance_of_totals


class Aggregation(StrEnum):
    """How item shares become one figure; printed with it, never mixed."""

    MEAN_OF_ITEM_SHARES = "mean_of_item_shares"
    RATIO_OF_TOTALS = "ratio_of_totals"
    MEAN_OF_FACTORS = "mean_of_factors"


@dataclass(frozen=True, eq=False)
class Linearised:
    """A point estimate and the score of each PSU, shape (m,), in its unit."""

    value: float
    scores: Floats


def linear_ratio(numerators: ArrayLike, denominators: ArrayLike) -> Linearised:
    """Return the ratio of two totals, given per PSU.

    Parameters
    ----------
    numerators, denominators : array_like of float, shape (m,)
        Weighted totals of each PSU. The denominators must not add up to nought.

    Raises
    ------
    EmptyBaseError
        If the denominators add up to nought.
    """
    above, below = (
        finite("numerators", numerators),
        finite("denominators", denominators),
    )
    same_length(numerators=above, denominators=below)
    total = below.sum()
    if total == 0:
        raise EmptyBaseError("the denominators add up to nought: nobody is in the base")
    value = above.sum() / total
    return Linearised(float(value), (above - value * below) / total)


def linear_composite(
    hits: ArrayLike,
    bases: ArrayLike,
    *,
    aggregation: Aggregation | str = Aggregation.MEAN_OF_ITEM_SHARES,
    factors: Sequence[int] | None = None,
) -> Linearised:
    """Return one share composed of J item shares, as one function of their totals.

    Parameters
    ----------
    hits, bases : array_like of float, shape (m, J)
        Weighted satisfied and valid answers of each PSU to each item.
    aggregation : Aggregation
        "mean_of_item_shares": every item counts the same. "ratio_of_totals": all
        satisfied over all valid answers. "mean_of_factors": the item shares are
        averaged within factors, then the factors.
    factors : sequence of int, shape (J,), optional
        Factor of each item; needed by "mean_of_factors" and refused otherwise.

    Raises
    ------
    EmptyBaseError
        If an item has no valid answer. To leave it out, and say so, narrow the
        columns.
    ArgumentError
        If shapes differ, or `factors` does not go with `aggregation`.
    """
    chosen = Aggregation(aggregation)
    above, below = not_negative("hits", hits), not_negative("bases", bases)
    if above.ndim != 2 or above.shape != below.shape:
        raise ArgumentError(
            f"hits and bases must both be (m, J), not {above.shape} and {below.shape}"
        )
    if (factors is not None) != (chosen is Aggregation.MEAN_OF_FACTORS):
        raise ArgumentError(f"factors do not go with, or are needed by, {chosen}")
    if chosen is Aggregation.RATIO_OF_TOTALS:
        return linear_ratio(above.sum(axis=1), below.sum(axis=1))

    totals = below.sum(axis=0)
    if (totals == 0).any():
        empty = int(np.flatnonzero(totals == 0)[0])
        raise EmptyBaseError(f"the item in column {empty} has no valid answer")
    importance = _importance(above.shape[1], factors)
    shares = above.sum(axis=0) / totals
    scores = (above - below * shares) @ (importance / totals)
    return Linearised(float(importance @ shares), scores)


def standard_error(
    estimate: Linearised,
    strata: ArrayLike,
    *,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    members: ArrayLike | None = None,
) -> float:
    """Return the standard error of one estimate; see `covariance_of_totals`."""
    table = PsuTotals(np.asarray(strata), estimate.scores[:, np.newaxis], fpc=fpc)
    covariance = covariance_of_totals(table, lonely=lonely, members=members)
    return float(np.sqrt(covariance[0, 0]))


def _importance(items: int, factors: Sequence[int] | None) -> Floats:
    """Weight of each item share in the composite; the weights add up to 1."""
    if factors is None:
        return np.full(items, 1 / items)
    if len(factors) != items:
        raise ArgumentError(f"factors names {len(factors)} items, hits has {items}")
    _, code, size = np.unique(factors, return_inverse=True, return_counts=True)
    return 1 / (len(size) * size[code])
