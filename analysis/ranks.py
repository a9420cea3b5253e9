"""Rank ranges: which places of a list an agency may hold, all of them at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.arrays import Bools, Floats, Integers, finite
from analysis.errors import ArgumentError

AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class RankRanges:
    """Ranks of k agencies; 1 is the highest value.

    Attributes
    ----------
    best, worst : ndarray of int, shape (k,)
        With the given confidence every agency's true rank lies in its range.
    critical : float
        Largest standardised difference that chance explains; nan where no difference
        has a standard error.
    level : float
    """

    best: Integers
    worst: Integers
    critical: float
    level: float


def rank_ranges(
    values: ArrayLike,
    covariance: ArrayLike,
    *,
    seed: int,
    df: float = np.inf,
    level: float = 0.95,
    draws: int = 10_000,
) -> RankRanges:
    """Return joint ranges of the ranks of k agencies.

    Parameters
    ----------
    values : array_like of float, shape (k,)
        Estimates of the agencies.
    covariance : array_like of float, shape (k, k)
        Of the estimates, PSUs that agencies share included (`Joint.covariance`).
    seed : int
        Of the simulation.
    df : float, default inf
        Degrees of freedom of the covariance; finite ones widen the ranges.
    level : float, default 0.95
        Chance that all ranges hold their ranks at once, a fraction in (0, 1).
    draws : int, default 10,000

    Returns
    -------
    RankRanges
        An agency's best rank is one more than the number of agencies that are surely
        above it, its worst is k less the number surely below. Two agencies are
        told apart if their difference over its standard error exceeds the largest one
        that all pairs together show by chance. A pair whose difference has no
        standard error is not told apart.

    Raises
    ------
    ArgumentError
        If shapes differ, `covariance` is not symmetric with variances of at least
        nought, or an option is out of its range.

    References
    ----------
    .. [1] M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, Inference for ranks
       with applications to mobility across neighbourhoods and academic achievement
       across countries, Review of Economic Studies 91, 2024.
    """
    estimates, matrix = finite("values", values), finite("covariance", covariance)
    k = len(estimates)
    if matrix.shape != (k, k) or not np.allclose(matrix, matrix.T):
        raise ArgumentError(f"covariance must be symmetric and {(k, k)}")
    if not 0 < level < 1 or draws < 1 or not df > 0:
        raise ArgumentError(f"level is {level}, draws {draws}, df {df}")
    variances = np.diag(matrix)
    if (variances < 0).any():
        raise ArgumentError("covariance holds a negative variance")
    spread = np.sqrt(np.maximum(variances[:, None] + variances - 2 * matrix, 0))
    # Differences whose variance is float noise say nothing.
    known = spread > 1e-9 * np.sqrt(variances.max(initial=0))
    critical = _critical(
        matrix, spread, known, df=df, level=level, draws=draws, seed=seed
    )
    gap = (estimates[:, None] - estimates) > critical * spread
    surely_above = gap & known
    return RankRanges(
        best=1 + surely_above.sum(axis=0),
        worst=k - surely_above.sum(axis=1),
        critical=critical,
        level=level,
    )


def _critical(
    matrix: Floats,
    spread: Floats,
    known: Bools,
    *,
    df: float,
    level: float,
    draws: int,
    seed: int,
) -> float:
    """Quantile of the largest standardised difference under equal true values."""
    if not known.any():
        return float("nan")
    random = np.random.Generator(np.random.PCG64(seed))
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.maximum(values, 0))
    inverse = np.divide(1, spread, out=np.zeros_like(spread), where=known)
    step = max(1, AT_ONCE // spread.size)
    largest = []
    for start in range(0, draws, step):
        count = min(step, draws - start)
        noise = random.standard_normal((count, len(matrix))) @ root.T
        pairs = np.abs(noise[:, :, None] - noise[:, None, :]) * inverse
        largest.append(pairs.max(axis=(1, 2)))
    statistic = np.concatenate(largest)
    if np.isfinite(df):
        # One chi-square for all pairs, as the common covariance is estimated once.
        chance = random.random(draws)
        statistic = statistic / np.sqrt(stats.chi2.ppf(chance, df) / df)
    return float(np.quantile(statistic, level))
