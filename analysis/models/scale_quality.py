"""Whether the items of a scale measure one thing: alpha and item–total correlations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, finite, not_negative, same_length
from analysis.errors import ArgumentError, EmptyBaseError


@dataclass(frozen=True, eq=False)
class ScaleQuality:
    """Cronbach's alpha of J items and how each item goes with the others.

    Attributes
    ----------
    alpha : float
        At most 1; nan where nobody's sum differs.
    n : int
        Complete cases, the only ones used.
    dropped : int
        Respondents left out for a missing answer.
    item_total : ndarray of float, shape (J,)
        Correlation of each item with the sum of the others; nan where an item or
        that sum does not vary.
    alpha_without : ndarray of float, shape (J,)
        Alpha of the other items; nan with fewer than three items.
    """

    alpha: float
    n: int
    dropped: int
    item_total: Floats
    alpha_without: Floats


def scale_quality(
    answers: ArrayLike, *, weights: ArrayLike | None = None
) -> ScaleQuality:
    """Return alpha and the corrected item–total correlations.

    Parameters
    ----------
    answers : array_like of float, shape (n, J)
        Codes, all running the same way; NaN for no valid answer.
    weights : array_like of float, shape (n,), optional

    Raises
    ------
    EmptyBaseError
        If fewer than two respondents answered all items.
    ArgumentError
        If there are fewer than two items.

    References
    ----------
    .. [1] L. J. Cronbach, Coefficient alpha and the internal structure of tests,
       Psychometrika 16, 1951. Agrees with ``survey::svycralpha``.
    """
    codes = np.asarray(answers, dtype=np.float64)
    if codes.ndim != 2 or codes.shape[1] < 2:
        raise ArgumentError(f"answers are {codes.shape}; give (n, J) with J at least 2")
    weight = (
        np.ones(len(codes)) if weights is None else not_negative("weights", weights)
    )
    same_length(answers=codes, weights=weight)
    complete = ~np.isnan(codes).any(axis=1) & (weight > 0)
    if complete.sum() < 2:
        raise EmptyBaseError("fewer than two respondents answered all items")
    covariance = weighted_covariance(codes[complete], weight[complete])
    items = range(len(covariance))
    others = [[other for other in items if other != item] for item in items]
    return ScaleQuality(
        alpha=_alpha(covariance),
        n=int(complete.sum()),
        dropped=int((weight > 0).sum() - complete.sum()),
        item_total=np.array(
            [_correlation_with(covariance, item, others[item]) for item in items]
        ),
        alpha_without=np.array(
            [_alpha(covariance[np.ix_(rest, rest)]) for rest in others]
        ),
    )


def weighted_covariance(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Return Σw(x − x̄)(x − x̄)′/Σw of the columns of `values` (n, k)."""
    columns, weight = finite("values", values), not_negative("weights", weights)
    centred = columns - np.average(columns, axis=0, weights=weight)
    return np.asarray(centred.T @ (centred * weight[:, np.newaxis]) / weight.sum())


def _alpha(covariance: Floats) -> float:
    k, spread = len(covariance), float(covariance.sum())
    if k < 2 or spread <= 0:
        return float("nan")
    return k / (k - 1) * (1 - float(np.trace(covariance)) / spread)


def _correlation_with(covariance: Floats, item: int, others: list[int]) -> float:
    spread = float(covariance[np.ix_(others, others)].sum())
    product = float(covariance[item, item]) * spread
    if product <= 0:
        return float("nan")
    return float(covariance[item, others].sum() / np.sqrt(product))
