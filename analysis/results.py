"""From a value and its standard error to the `Estimate` that leaves this package."""

import math

from scipy import stats

from analysis.errors import ArgumentError
from analysis.estimate import Estimate
from analysis.intervals import interval as confidence_interval


def share_result(
    value: float,
    se: float,
    *,
    n: int,
    df: int,
    none: bool = False,
    every: bool = False,
    level: float = 0.95,
    interval: str = "wilson",
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return a share with the interval of `analysis.intervals.interval`.

    Parameters
    ----------
    value, se : float
        The share and its standard error under the design, as fractions.
    n, df : int
        Respondents behind the share and degrees of freedom of `se`.
    none, every : bool
        Whether no or every valid answer is a hit, by counting; `value` and `se`
        are then 0 or 1, and 0, whatever float noise they hold.
    level, interval, pooled_deff
        See `analysis.intervals.interval`.
    """
    # Float noise may carry the mean of shares that are all but 1 past 1.
    value = 0.0 if none else 1.0 if every else min(1.0, max(0.0, value))
    se = 0.0 if none or every else se
    bounds = confidence_interval(
        value,
        se,
        n,
        df,
        level=level,
        method=interval,
        pooled_deff=pooled_deff,
        none_hit=none,
        all_hit=every,
    )
    simple = value * (1 - value) / (n - 1) if n > 1 else 0.0
    return Estimate(
        value=value,
        se=se,
        low=float(bounds.low),
        high=float(bounds.high),
        level=level,
        n=n,
        n_eff=float(bounds.n_eff),
        df=df,
        deff=se**2 / simple if simple > 0 else math.nan,
        method=interval,
    )


def wald_result(
    value: float,
    se: float,
    *,
    n: int,
    df: int,
    simple_variance: float = math.nan,
    level: float = 0.95,
) -> Estimate:
    """Return a quantity without bounds of its own, with Wald's interval.

    Parameters
    ----------
    value, se : float
        In the unit of the quantity.
    n, df : int
        Respondents behind it and degrees of freedom of `se`.
    simple_variance : float, optional
        Its variance in a simple random sample of n drawn with replacement;
        without it `deff` and `n_eff` are nan.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).

    Returns
    -------
    Estimate
        The quantile is t's; the bounds are nan where `df` or `se` is nought.
    """
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    reach = (
        se * float(stats.t.ppf((1 + level) / 2, df)) if df > 0 and se > 0 else math.nan
    )
    deff = se**2 / simple_variance if simple_variance > 0 else math.nan
    return Estimate(
        value=value,
        se=se,
        low=value - reach,
        high=value + reach,
        level=level,
        n=n,
        n_eff=min(n, n / deff) if deff > 0 else math.nan,
        df=df,
        deff=deff,
        method="wald",
    )
