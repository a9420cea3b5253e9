"""From the columns of a domain to estimates: single items, and composites of them."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import stats

from analysis.arrays import Floats, Integers
from analysis.estimate import Estimate
from analysis.linearised import Aggregation, linear_composite, standard_error
from analysis.means import mean_estimate
from analysis.psu_totals import degrees_of_freedom
from analysis.shares import composite_estimate, share_estimate
from survey.results.computing.columns import Column

LEVEL = 0.95


def item_share(
    column: Column, strata: Integers, *, pooled_deff: float = 1.0
) -> Estimate:
    """Return the share of an item's answers that are hits."""
    return share_estimate(
        column.above,
        column.base,
        strata,
        n=column.n,
        n_hits=column.n_hits,
        level=LEVEL,
        pooled_deff=pooled_deff,
    )


def item_mean(column: Column, strata: Integers) -> Estimate:
    """Return the mean code of an item's answers."""
    return mean_estimate(
        column.above,
        column.base,
        strata,
        n=column.n,
        sum_squares=column.sum_squares,
        level=LEVEL,
    )


def composite_share(
    columns: Sequence[Column],
    strata: Integers,
    *,
    n: int,
    aggregation: str,
    factors: Sequence[int],
    pooled_deff: float = 1.0,
) -> Estimate:
    """Return one share composed of the shares of several items."""
    return composite_estimate(
        np.column_stack([column.above for column in columns]),
        np.column_stack([column.base for column in columns]),
        strata,
        n=n,
        aggregation=aggregation,
        factors=_needed(aggregation, factors),
        n_hits=sum(column.n_hits for column in columns),
        n_answers=sum(column.n for column in columns),
        level=LEVEL,
        pooled_deff=pooled_deff,
    )


def composite_mean(
    columns: Sequence[Column],
    strata: Integers,
    *,
    n: int,
    aggregation: str,
    factors: Sequence[int],
) -> Estimate:
    """Return one mean composed of the means of several items.

    Composed like shares, and linearised as one function of all item totals. Its
    interval is Wald's with a t quantile; a design effect has no meaning for it.
    """
    bases = np.column_stack([column.base for column in columns])
    linear = linear_composite(
        np.column_stack([column.above for column in columns]),
        bases,
        aggregation=aggregation,
        factors=_needed(aggregation, factors),
    )
    members = (bases > 0).any(axis=1)
    se = standard_error(linear, strata, members=members)
    df = degrees_of_freedom(strata, members)
    reach = np.nan
    if df > 0 and se > 0:
        reach = se * float(stats.t.ppf((1 + LEVEL) / 2, df))
    return Estimate(
        value=linear.value,
        se=se,
        low=linear.value - reach,
        high=linear.value + reach,
        level=LEVEL,
        n=n,
        n_eff=np.nan,
        df=df,
        deff=np.nan,
        method="wald",
    )


def importance(
    columns: Sequence[Column], *, aggregation: str, factors: Sequence[int]
) -> Floats:
    """Return what each item weighs in a composite; the weights add up to 1."""
    chosen = Aggregation(aggregation)
    if chosen is Aggregation.RATIO_OF_TOTALS:
        bases = np.array([column.base.sum() for column in columns])
        return np.asarray(bases / bases.sum())
    if chosen is Aggregation.MEAN_OF_ITEM_SHARES:
        return np.full(len(columns), 1 / len(columns))
    _, code, size = np.unique(factors, return_inverse=True, return_counts=True)
    return np.asarray(1 / (len(size) * size[code]))


def pooled_deff(estimates: Iterable[Estimate]) -> float | None:
    """Return the mean design effect of estimates, by the answers behind them.

    It stands in where everybody or nobody is satisfied: then the variance shows
    nothing of the clustering.
    """
    known = [(each.n, each.deff) for each in estimates if not np.isnan(each.deff)]
    if not known:
        return None
    sizes, deffs = zip(*known, strict=True)
    return float(np.average(deffs, weights=sizes))


def _needed(aggregation: str, factors: Sequence[int]) -> Sequence[int] | None:
    """Return the factors where the aggregation asks for them."""
    by_factor = aggregation == Aggregation.MEAN_OF_FACTORS
    return factors if by_factor else None
