"""Means, ratios and totals, from PSU totals."""

import math
from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import finite, not_negative
from analysis.estimate import Estimate
from analysis.linearised import Linearised, linear_ratio, standard_error
from analysis.psu_totals import degrees_of_freedom
from analysis.results import wald_result
from analysis.variance import Lonely


def mean_estimate(
    sums: ArrayLike,
    base: ArrayLike,
    strata: ArrayLike,
    *,
    n: int,
    sum_squares: float | None = None,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    level: float = 0.95,
) -> Estimate:
    """Return the weighted mean of a value, such as the codes 1–5 of an item.

    Parameters
    ----------
    sums, base : array_like of float, shape (m,)
        Weighted sum of the value and sum of weights of the valid answers of each
        PSU of the whole sample; nought where it has no member of the domain.
    strata : array_like, shape (m,)
        Stratum of each PSU.
    n : int
        Valid answers, unweighted.
    sum_squares : float, optional
        Sum of weight times squared value over the domain; without it `deff` and
        `n_eff` are nan.
    fpc, lonely
        See `covariance_of_totals`.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).

    Returns
    -------
    Estimate
        In the unit of the value. The interval is Wald's with a t quantile; its
        bounds are nan where `df` or `se` is nought: equal values of all PSUs do
        not make a mean certain.

    Raises
    ------
    EmptyBaseError
        If nobody gave a valid answer.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svymean(deff = "replace")`` and ``confint(df = degf(design))``.
    """
    weight = not_negative("base", base)
    linear = linear_ratio(sums, weight)
    mass = float(weight.sum())
    simple = math.nan
    if sum_squares is not None and n > 1:
        simple = (sum_squares / mass - linear.value**2) / (n - 1)
    return _estimate(
        linear,
        strata,
        weight > 0,
        n=n,
        simple_variance=simple,
        fpc=fpc,
        lonely=lonely,
        level=level,
    )


def ratio_estimate(
    numerators: ArrayLike,
    denominators: ArrayLike,
    strata: ArrayLike,
    *,
    n: int,
    members: ArrayLike | None = None,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    level: float = 0.95,
) -> Estimate:
    """Return the ratio of two totals, such as answers received per dossier.

    Parameters
    ----------
    numerators, denominators : array_like of float, shape (m,)
        Weighted totals of each PSU of the whole sample.
    strata : array_like, shape (m,)
        Stratum of each PSU.
    n : int
        Respondents the two totals rest on, unweighted.
    members : array_like of bool, shape (m,), optional
        PSUs with members of the domain; by default those whose denominator is
        not nought.
    fpc, lonely, level
        See `mean_estimate`.

    Returns
    -------
    Estimate
        As of `mean_estimate`; `deff` and `n_eff` are nan.

    Raises
    ------
    EmptyBaseError
        If the denominators add up to nought.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svyratio``.
    """
    below = finite("denominators", denominators)
    return _estimate(
        linear_ratio(numerators, below),
        strata,
        below != 0 if members is None else members,
        n=n,
        fpc=fpc,
        lonely=lonely,
        level=level,
    )


def total_estimate(
    totals: ArrayLike,
    strata: ArrayLike,
    *,
    n: int,
    members: ArrayLike,
    base: float | None = None,
    sum_squares: float | None = None,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    level: float = 0.95,
) -> Estimate:
    """Return the estimated total of a value in the population of the domain.

    Parameters
    ----------
    totals : array_like of float, shape (m,)
        Weighted sum of the value in each PSU of the whole sample.
    strata : array_like, shape (m,)
        Stratum of each PSU.
    n : int
        Valid answers, unweighted.
    members : array_like of bool, shape (m,)
        PSUs with members of the domain; a total of nought does not tell.
    base, sum_squares : float, optional
        Sum of weights, and of weight times squared value, over the domain;
        without them `deff` and `n_eff` are nan.
    fpc, lonely, level
        See `mean_estimate`.

    Returns
    -------
    Estimate
        As of `mean_estimate`.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svytotal(deff = "replace")``.
    """
    parts = finite("totals", totals)
    value = float(parts.sum())
    simple = math.nan
    if base is not None and sum_squares is not None and n > 1:
        simple = (sum_squares * base - value**2) / (n - 1)
    return _estimate(
        Linearised(value, parts),
        strata,
        members,
        n=n,
        simple_variance=simple,
        fpc=fpc,
        lonely=lonely,
        level=level,
    )


def _estimate(
    linear: Linearised,
    strata: ArrayLike,
    members: ArrayLike,
    *,
    n: int,
    simple_variance: float = math.nan,
    fpc: Mapping[Hashable, float] | None,
    lonely: Lonely | str,
    level: float,
) -> Estimate:
    inside = np.asarray(members, dtype=bool)
    return wald_result(
        linear.value,
        standard_error(linear, strata, fpc=fpc, lonely=lonely, members=inside),
        n=n,
        df=degrees_of_freedom(strata, inside),
        simple_variance=simple_variance,
        level=level,
    )
