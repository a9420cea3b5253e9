"""Quantiles of a value, with Woodruff's interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.arrays import Bools, Floats, finite
from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.estimate import Estimate
from analysis.estimators import linear_mean


@dataclass(frozen=True, eq=False)
class _Distribution:
    """Distinct values in order, and the weight of each."""

    values: Floats
    weights: Floats

    def quantile(self, probability: float) -> float:
        """Smallest value at which the cumulated weight reaches the probability."""
        reached = np.cumsum(self.weights)
        # A share of the weight that is reached but for float noise is reached.
        wanted = probability * reached[-1] * (1 - 1e-12)
        place = min(int(np.searchsorted(reached, wanted)), len(reached) - 1)
        return float(self.values[place])


def quantile(
    values: ArrayLike,
    probability: float,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Return a quantile, such as the median waiting time.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Finite within the domain.
    probability : float
        In (0, 1); 0.5 for the median.
    design : Design
        Of the whole sample of n rows.
    domain : array_like of bool, shape (n,), optional
        Rows the quantile is of.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).

    Returns
    -------
    Estimate
        The value is a value of the sample: the smallest one at which the
        cumulated weight reaches the probability. The bounds are the quantiles at
        the bounds of Wald's interval of the share at or below it; `se` is the
        interval's width over twice t's quantile. Bounds and `se` are nan where
        `df` is nought, and a bound is nan where the share's interval leaves [0, 1]:
        the sample then says nothing of how far the quantile may lie.

    Raises
    ------
    EmptyBaseError
        If the domain is empty.
    ArgumentError
        If `probability` or `level` is out of its range.

    References
    ----------
    .. [1] R. S. Woodruff, Confidence intervals for medians and other position
       measures, Journal of the American Statistical Association 47, 1952. Agrees
       with ``survey::svyquantile(qrule = "math", interval.type = "mean")``.
    """
    if not 0 < probability < 1:
        raise ArgumentError(f"probability is {probability}; give it in (0, 1)")
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    inside = design.members(domain)
    if not inside.any():
        raise EmptyBaseError("no row is in the domain, so there is no quantile")
    kept = finite("values", np.where(inside, values, 0.0))
    distribution = _distribution(kept, design.weights, inside)
    value = distribution.quantile(probability)
    at_most = linear_mean(kept <= value, design, domain=inside)
    spread = float(np.sqrt(design.covariance(at_most.scores)[0, 0]))
    df = design.degrees_of_freedom(inside)
    # Everybody at or below the value is not certainty, as a spread of nought says.
    known = df > 0 and spread > 0
    t = float(stats.t.ppf((1 + level) / 2, df)) if known else float("nan")
    low, high = (
        _bounded(distribution, at_most.value + side * t * spread) for side in (-1, 1)
    )
    return Estimate(
        value=value,
        se=(high - low) / (2 * t),
        low=low,
        high=high,
        level=level,
        n=int(inside.sum()),
        n_eff=float("nan"),
        df=df,
        deff=float("nan"),
        method="woodruff",
    )


def _distribution(values: Floats, weights: Floats, inside: Bools) -> _Distribution:
    distinct, code = np.unique(values[inside], return_inverse=True)
    return _Distribution(
        distinct, np.bincount(code, weights[inside]).astype(np.float64)
    )


def _bounded(distribution: _Distribution, probability: float) -> float:
    if not 0 <= probability <= 1:
        return float("nan")
    return distribution.quantile(probability)
