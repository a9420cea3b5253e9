"""Totals, means, ratios, shares and composites of rows under a design.

Rows outside the domain, and answers that are no valid answer, may hold anything,
NaN included: they are set to nought, and their PSUs stay in the variance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats, finite
from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.estimate import Estimate
from analysis.linearised import Aggregation, Linearised, linear_composite, linear_ratio
from analysis.results import share_result, wald_result


def total(
    values: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Return the estimated total of a value over the population of the domain.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Finite within the domain.
    design : Design
        Of the whole sample of n rows.
    domain : array_like of bool, shape (n,), optional
        Rows the total is of.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).

    Returns
    -------
    Estimate
        As of `analysis.means.total_estimate`.

    Raises
    ------
    EmptyBaseError
        If the domain is empty.
    ArgumentError
        If lengths differ or a value of the domain is missing.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svytotal(deff = "replace")``.
    """
    inside = _base(design, domain)
    linear = linear_total(values, design, domain=inside)
    weight = design.weights * inside
    squares = float(weight @ _within(values, inside, "values") ** 2)
    n = int(inside.sum())
    simple = (squares * weight.sum() - linear.value**2) / (n - 1) if n > 1 else 0.0
    return _wald(linear, design, inside, simple, level)


def mean(
    values: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Return the weighted mean of a value over the domain.

    Parameters and errors are those of `total`; the result is that of
    `analysis.means.mean_estimate`.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svymean(deff = "replace")``.
    """
    inside = _base(design, domain)
    linear = linear_mean(values, design, domain=inside)
    weight = design.weights * inside
    deviation = _within(values, inside, "values") - linear.value
    n = int(inside.sum())
    spread = float(weight @ deviation**2 / weight.sum())
    simple = spread / (n - 1) if n > 1 else 0.0
    return _wald(linear, design, inside, simple, level)


def ratio(
    numerators: ArrayLike,
    denominators: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Return the ratio of two totals over the domain; see `total`.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svyratio``.
    """
    inside = _base(design, domain)
    weight = design.weights * inside
    linear = linear_ratio(
        weight * _within(numerators, inside, "numerators"),
        weight * _within(denominators, inside, "denominators"),
    )
    return _wald(linear, design, inside, float("nan"), level)


def share(
    hits: ArrayLike,
    design: Design,
    *,
    base: ArrayLike | None = None,
    level: float = 0.95,
    interval: str = "wilson",
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return the weighted share of the base that is a hit.

    Parameters
    ----------
    hits : array_like of bool, shape (n,)
        Whether each row counts towards the share; anything outside the base.
    design : Design
        Of the whole sample of n rows.
    base : array_like of bool, shape (n,), optional
        Rows with a valid answer in the domain.
    level, interval, pooled_deff
        See `analysis.intervals.interval`.

    Returns
    -------
    Estimate
        As of `analysis.shares.share_estimate`; a share of 0 or 1 is found by
        counting rows.

    Raises
    ------
    EmptyBaseError
        If nobody is in the base.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svymean(~hit, subset(design, base), deff = "replace")``.
    """
    inside = _base(design, base)
    counted = _flags(hits, design, "hits") & inside
    linear = linear_mean(counted, design, domain=inside)
    n, n_hits = int(inside.sum()), int(counted.sum())
    return share_result(
        linear.value,
        _standard_error(linear, design),
        n=n,
        df=design.degrees_of_freedom(inside),
        none=n_hits == 0,
        every=n_hits == n,
        level=level,
        interval=interval,
        pooled_deff=pooled_deff,
    )


def composite(
    hits: ArrayLike,
    valid: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    aggregation: Aggregation | str = Aggregation.MEAN_OF_ITEM_SHARES,
    factors: Sequence[int] | None = None,
    level: float = 0.95,
    interval: str = "wilson",
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return one share composed of the shares of J items.

    Parameters
    ----------
    hits, valid : array_like of bool, shape (n, J)
        Whether each row's answer to each item is a hit, and is a valid answer.
    design : Design
        Of the whole sample of n rows.
    domain : array_like of bool, shape (n,), optional
        Rows the index is of.
    aggregation, factors
        See `analysis.linearised.linear_composite`.
    level, interval, pooled_deff
        See `analysis.intervals.interval`.

    Returns
    -------
    Estimate
        As of `analysis.shares.composite_estimate`.

    Raises
    ------
    EmptyBaseError
        If an item has no valid answer in the domain.
    """
    inside = _base(design, domain)
    asked = _flags(valid, design, "valid") & inside[:, np.newaxis]
    counted = _flags(hits, design, "hits") & asked
    weight = design.weights[:, np.newaxis]
    linear = linear_composite(
        counted * weight, asked * weight, aggregation=aggregation, factors=factors
    )
    answered = asked.any(axis=1)
    return share_result(
        linear.value,
        _standard_error(linear, design),
        n=int(answered.sum()),
        df=design.degrees_of_freedom(answered),
        none=not counted.any(),
        every=bool((counted == asked).all()),
        level=level,
        interval=interval,
        pooled_deff=pooled_deff,
    )


def linear_total(
    values: ArrayLike, design: Design, *, domain: ArrayLike | None = None
) -> Linearised:
    """Return a total and the score of each row, for contrasts; see `total`."""
    inside = _base(design, domain)
    scores = design.weights * _within(values, inside, "values")
    return Linearised(float(scores.sum()), scores)


def linear_mean(
    values: ArrayLike, design: Design, *, domain: ArrayLike | None = None
) -> Linearised:
    """Return a mean, or a share, and the score of each row, for contrasts."""
    inside = _base(design, domain)
    weight = design.weights * inside
    return linear_ratio(weight * _within(values, inside, "values"), weight)


def _base(design: Design, domain: ArrayLike | None) -> Bools:
    inside = design.members(domain)
    if not inside.any():
        raise EmptyBaseError("no row is in the domain, so there is nothing to estimate")
    return inside


def _within(values: ArrayLike, inside: Bools, name: str) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.shape != inside.shape:
        raise ArgumentError(f"{name} are {array.shape}, the design has {inside.shape}")
    return finite(name, np.where(inside, array, 0.0))


def _flags(values: ArrayLike, design: Design, name: str) -> Bools:
    array = np.asarray(values)
    if array.dtype != np.bool_:
        raise ArgumentError(f"{name} holds {array.dtype}; give booleans")
    if len(array) != len(design):
        raise ArgumentError(f"{name} has {len(array)} rows, the design {len(design)}")
    return array


def _standard_error(linear: Linearised, design: Design) -> float:
    return float(np.sqrt(design.covariance(linear.scores)[0, 0]))


def _wald(
    linear: Linearised, design: Design, inside: Bools, simple: float, level: float
) -> Estimate:
    # Only a total depends on which strata "adjust" takes its mean over.
    covariance = design.covariance(linear.scores, domain=inside)
    return wald_result(
        linear.value,
        float(np.sqrt(covariance[0, 0])),
        n=int(inside.sum()),
        df=design.degrees_of_freedom(inside),
        simple_variance=simple,
        level=level,
    )
