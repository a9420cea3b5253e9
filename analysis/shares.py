"""The share of one item and the composite share of many, from PSU totals."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats, not_negative
from analysis.errors import ArgumentError
from analysis.estimate import Estimate
from analysis.linearised import (
    Aggregation,
    Linearised,
    linear_composite,
    linear_ratio,
    standard_error,
)
from analysis.psu_totals import degrees_of_freedom
from analysis.results import share_result
from analysis.variance import Lonely


def share_estimate(
    hits: ArrayLike,
    base: ArrayLike,
    strata: ArrayLike,
    *,
    n: int,
    n_hits: int | None = None,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    level: float = 0.95,
    interval: str = "wilson",
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return the weighted share of valid answers that are hits.

    Parameters
    ----------
    hits, base : array_like of float, shape (m,)
        Weighted hits and weighted valid answers of each PSU of the whole sample;
        nought where the PSU has no member of the domain.
    strata : array_like, shape (m,)
        Stratum of each PSU.
    n : int
        Valid answers, unweighted.
    n_hits : int, optional
        Hits, unweighted. With it a share of 0 or 1 is found by counting; without
        it by every PSU's hits being nought, or equal to its base to the last bit.
    fpc : mapping of stratum to float, optional
        PSUs in the population of each stratum; see `PsuTotals`.
    lonely : {"adjust", "fail", "remove", "certainty"}
        See `covariance_of_totals`.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).
    interval : str, default "wilson"
        Method of `analysis.intervals.interval`.
    pooled_deff : float, default 1
        Design effect assumed at a share of 0 or 1.

    Returns
    -------
    Estimate
        `value`, `se`, `low` and `high` are fractions. At a share of 0 or 1 `se`
        is nought and `deff` nan, the interval is not a point. With `df` nought
        (one PSU, or one in each stratum) the bounds are nan.

    Raises
    ------
    EmptyBaseError
        If nobody gave a valid answer.
    ArgumentError
        If shapes differ, hits exceed their base or `n_hits` exceeds `n`.
    LonelyPsuError
        See `covariance_of_totals`.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010.
       `value`, `se` and `deff` agree with ``survey::svymean(~hit, subset(design,
       valid), deff = "replace")``, `df` with ``survey::degf``.
    """
    above, below = not_negative("hits", hits), not_negative("base", base)
    if above.ndim != 1:
        raise ArgumentError(f"hits must be (m,), not {above.shape}")
    linear = linear_ratio(above, below)
    _check_counts(above, below, n=n, n_hits=n_hits, n_answers=n)
    none, every = _edges(above, below, n_hits=n_hits, n_answers=n)
    return _estimate(
        linear,
        strata,
        below > 0,
        n=n,
        none=none,
        every=every,
        fpc=fpc,
        lonely=lonely,
        level=level,
        interval=interval,
        pooled_deff=pooled_deff,
    )


def composite_estimate(
    hits: ArrayLike,
    bases: ArrayLike,
    strata: ArrayLike,
    *,
    n: int,
    aggregation: Aggregation | str = Aggregation.MEAN_OF_ITEM_SHARES,
    factors: Sequence[int] | None = None,
    n_hits: int | None = None,
    n_answers: int | None = None,
    fpc: Mapping[Hashable, float] | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
    level: float = 0.95,
    interval: str = "wilson",
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return one share composed of the shares of J items.

    It is linearised as one function of all item totals, so the covariances
    between items of the same respondents are in its standard error.

    Parameters
    ----------
    hits, bases : array_like of float, shape (m, J)
        Weighted hits and valid answers of each PSU to each item.
    strata : array_like, shape (m,)
        Stratum of each PSU.
    n : int
        Respondents with a valid answer to any of the items, unweighted.
    aggregation, factors
        See `linear_composite`.
    n_hits, n_answers : int, optional
        Hits and valid answers over all items, unweighted: given both, a share of
        0 or 1 is found by counting.
    fpc, lonely, level, interval, pooled_deff
        See `share_estimate`.

    Returns
    -------
    Estimate
        As of `share_estimate`. `deff` is the variance over p(1 − p)/(n − 1), that
        of one yes-or-no question put to n people; averaging over items usually
        takes it below 1, yet `n_eff` never exceeds `n`.

    Raises
    ------
    EmptyBaseError, ArgumentError, LonelyPsuError
        See `linear_composite` and `share_estimate`.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010.
       `value` and `se` agree with ``survey::svycontrast`` applied to
       ``svytotal`` of all hits and bases.
    """
    linear = linear_composite(hits, bases, aggregation=aggregation, factors=factors)
    above, below = np.asarray(hits, np.float64), np.asarray(bases, np.float64)
    counted = None if n_answers is None else n_hits
    _check_counts(above, below, n=n, n_hits=counted, n_answers=n_answers)
    none, every = _edges(above, below, n_hits=counted, n_answers=n_answers)
    return _estimate(
        linear,
        strata,
        np.asarray((below > 0).any(axis=1)),
        n=n,
        none=none,
        every=every,
        fpc=fpc,
        lonely=lonely,
        level=level,
        interval=interval,
        pooled_deff=pooled_deff,
    )


def _estimate(
    linear: Linearised,
    strata: ArrayLike,
    members: Bools,
    *,
    n: int,
    none: bool,
    every: bool,
    fpc: Mapping[Hashable, float] | None,
    lonely: Lonely | str,
    level: float,
    interval: str,
    pooled_deff: float,
) -> Estimate:
    return share_result(
        linear.value,
        standard_error(linear, strata, fpc=fpc, lonely=lonely),
        n=n,
        df=degrees_of_freedom(strata, members),
        none=none,
        every=every,
        level=level,
        interval=interval,
        pooled_deff=pooled_deff,
    )


def _edges(
    hits: Floats, base: Floats, *, n_hits: int | None, n_answers: int | None
) -> tuple[bool, bool]:
    """Whether none, and whether all, of the valid answers are hits."""
    if n_hits is None:
        return not hits.any(), bool((hits == base).all())
    return n_hits == 0, n_hits == n_answers


def _check_counts(
    hits: Floats, base: Floats, *, n: int, n_hits: int | None, n_answers: int | None
) -> None:
    if n < 1:
        raise ArgumentError(f"n is {n} although the base has weight")
    # Sums of the same weights in another order differ by float noise.
    if (hits > base * (1 + 1e-9)).any():
        raise ArgumentError("hits exceed their base in at least one PSU")
    if n_hits is not None and n_answers is not None and not 0 <= n_hits <= n_answers:
        raise ArgumentError(f"n_hits is {n_hits} of {n_answers} valid answers")
