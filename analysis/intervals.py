"""Confidence intervals of a share, from its standard error under the design."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.arrays import Bools, Floats
from analysis.errors import ArgumentError
from analysis.interval_methods import METHODS, Cells


@dataclass(frozen=True, eq=False)
class Interval:
    """Bounds of the interval and the effective sample size, shaped like the input."""

    low: Floats
    high: Floats
    n_eff: Floats


def interval(
    p: ArrayLike,
    se: ArrayLike,
    n: ArrayLike,
    df: ArrayLike,
    *,
    level: float = 0.95,
    method: str = "wilson",
    pooled_deff: ArrayLike = 1.0,
    none_hit: ArrayLike = False,
    all_hit: ArrayLike = False,
) -> Interval:
    """Return the confidence interval of shares; scalars and arrays alike.

    Parameters
    ----------
    p : array_like of float
        Shares, in [0, 1].
    se : array_like of float
        Their standard errors under the design.
    n : array_like of int
        Respondents behind each share, unweighted.
    df : array_like of float
        Degrees of freedom; ``inf`` for a binomial share.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).
    method : str, default "wilson"
        "wilson": Wilson's score interval at n_eff with a t quantile.
        "korn_graubard": Clopper–Pearson at n_eff corrected for df, at most n (the
        truncation of the NCHS). "beta": the same without the cap. "jeffreys":
        Jeffreys' at the size of korn_graubard, closed at a share of 0 or 1.
        "clopper_pearson": at n_eff, without the correction for df. "logit":
        Wald's on the logit scale with a t quantile.
    pooled_deff : array_like of float, default 1
        Design effect assumed where all or none are hits and the variance shows
        nothing: that of the other cells of the stratum.
    none_hit, all_hit : array_like of bool, default False
        Whether no or every respondent is a hit, by counting: a weighted sum may
        miss 1 by float noise. A `p` of exactly 0 or 1 needs no flag.

    Returns
    -------
    Interval
        n_eff = min(n, p(1 − p)/se²); n / max(1, pooled_deff) at a share of 0 or 1;
        n where `se` is nought in between. Bounds and n_eff are nan where n is 0;
        bounds are nan where df is 0 or less: one PSU says nothing of the others.
        At a share of 0 or 1 the bound beside it is the share itself, and "logit"
        falls back on "korn_graubard".

    Raises
    ------
    ArgumentError
        If `level` lies outside (0, 1), `method` is unknown or a share is outside
        [0, 1].

    References
    ----------
    .. [1] E. L. Korn, B. I. Graubard, Confidence intervals for proportions with
       small expected number of positive counts estimated from survey data,
       Survey Methodology 24, 1998.
    .. [2] J. D. Parker et al., National Center for Health Statistics Data
       Presentation Standards for Proportions, Series 2 no. 175, 2017.
    .. [3] L. D. Brown, T. T. Cai, A. DasGupta, Interval estimation for a binomial
       proportion, Statistical Science 16, 2001.

    "beta" and "logit" agree with R's ``survey::svyciprop`` and its methods "beta"
    and "xlogit"; for binomial shares "clopper_pearson" agrees with ``binom.test``,
    "wilson" with ``prop.test(correct = FALSE)``.
    """
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    if method not in METHODS:
        raise ArgumentError(f"method is {method!r}; known are {sorted(METHODS)}")
    share, error, size, freedom, deff = (
        np.array(array, dtype=np.float64)
        for array in np.broadcast_arrays(p, se, n, df, pooled_deff)
    )
    if ((share < 0) | (share > 1)).any():
        raise ArgumentError("p holds a share outside [0, 1]")
    none = (share == 0) | np.asarray(none_hit, dtype=bool)
    every = (share == 1) | np.asarray(all_hit, dtype=bool)
    share = np.where(none, 0.0, np.where(every, 1.0, share))
    size = np.where(size > 0, size, np.nan)

    with np.errstate(divide="ignore", invalid="ignore"):
        uncapped = _effective_size(share, error, size, deff, none | every)
        cells = Cells(
            p=share,
            se=error,
            n=size,
            n_eff=np.minimum(size, uncapped),
            uncapped=uncapped,
            df=np.where(freedom > 0, freedom, np.nan),
            level=level,
        )
        low, high = METHODS[method](cells)
    unknown = np.isnan(cells.df) | np.isnan(size)
    return Interval(
        low=np.where(unknown, np.nan, np.where(none, 0.0, low)),
        high=np.where(unknown, np.nan, np.where(every, 1.0, high)),
        n_eff=cells.n_eff,
    )


def p_value(
    p: ArrayLike, n_eff: ArrayLike, df: ArrayLike, *, index_target: float
) -> Floats:
    """Return the two-sided p-value of the Wilson interval against a target.

    It is one less the largest level at which the interval of `interval` leaves
    the target out, so a p-value of at most 1 − level and a Wilson interval
    beside the target say the same.

    Parameters
    ----------
    p, n_eff, df : array_like of float
        Shares, their effective sample sizes and degrees of freedom.
    index_target : float
        In (0, 1).

    Returns
    -------
    ndarray of float
        nan where df is 0 or less, or n_eff is nan.
    """
    if not 0 < index_target < 1:
        raise ArgumentError(f"index_target is {index_target}; give it in (0, 1)")
    freedom = np.asarray(df, dtype=np.float64)
    spread = np.sqrt(index_target * (1 - index_target) / np.asarray(n_eff, np.float64))
    distance = np.abs(np.asarray(p, np.float64) - index_target) / spread
    tail = stats.t.sf(distance, np.where(freedom > 0, freedom, np.nan))
    return np.asarray(2 * tail)


def _effective_size(
    p: Floats, se: Floats, n: Floats, deff: Floats, edge: Bools
) -> Floats:
    spread = np.where(se == 0, n, p * (1 - p) / se**2)
    return np.where(edge, n / np.maximum(1, deff), spread)
