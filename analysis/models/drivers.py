"""Which aspects go with overall satisfaction: shares of the explained variance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, finite, same_length
from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.models.scale_quality import weighted_covariance
from analysis.weighting.replicates import rao_wu

MOST_BLOCKS = 12


@dataclass(frozen=True, eq=False)
class Drivers:
    """Importance of p aspects, in parts of the variance of the outcome.

    Attributes
    ----------
    importance : ndarray of float, shape (p,)
        Parts of R²; they add up to `r_squared`. They describe association: that
        improving an aspect would raise the outcome does not follow.
    low, high : ndarray of float, shape (p,)
        Percentiles over the bootstrap of PSUs.
    r_squared : float
    n : int
        Respondents with the outcome and all aspects.
    level : float
    method : str
        "lmg" or "johnson".
    """

    importance: Floats
    low: Floats
    high: Floats
    r_squared: float
    n: int
    level: float
    method: str


def drivers(
    aspects: ArrayLike,
    outcome: ArrayLike,
    design: Design,
    *,
    seed: int,
    method: str = "lmg",
    replicates: int = 500,
    level: float = 0.95,
) -> Drivers:
    """Return the importance of aspects for an outcome, with intervals.

    Parameters
    ----------
    aspects : array_like of float, shape (n, p)
        Scores of the items or blocks; NaN for no valid answer.
    outcome : array_like of float, shape (n,)
        Score of overall satisfaction; NaN for no valid answer.
    design : Design
        Of the whole sample; its PSUs are drawn again for the intervals.
    seed : int
        Of the bootstrap.
    method : {"lmg", "johnson"}
        "lmg": the gain of R² averaged over all orders of entry (Shapley), for at
        most 12 aspects. "johnson": relative weights, close to it, for any number.
    replicates : int, default 500
    level : float, default 0.95
        Of each interval on its own, a fraction in (0, 1).

    Raises
    ------
    ArgumentError
        If `method` is unknown, "lmg" gets more than 12 aspects, or an aspect or
        the outcome does not vary.
    EmptyBaseError
        If fewer respondents than aspects and two answered everything.

    References
    ----------
    .. [1] R. H. Lindeman, P. F. Merenda, R. Z. Gold, Introduction to Bivariate and
       Multivariate Analysis, 1980, p. 119.
    .. [2] J. W. Johnson, A heuristic method for estimating the relative weight of
       predictor variables in multiple regression, Multivariate Behavioral
       Research 35, 2000.
    .. [3] U. Grömping, Relative importance for linear regression in R: the package
       relaimpo, Journal of Statistical Software 17, 2006.
    """
    if method not in METHODS:
        raise ArgumentError(f"method is {method!r}; known are {sorted(METHODS)}")
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    x, y = np.asarray(aspects, np.float64), np.asarray(outcome, np.float64)
    same_length(aspects=x, outcome=y, weights=design.weights)
    if method == "lmg" and x.shape[1] > MOST_BLOCKS:
        raise ArgumentError(
            f"aspects has {x.shape[1]} columns; lmg takes at most {MOST_BLOCKS}:"
            " average items to blocks, or use johnson"
        )
    table = np.column_stack([x, y])
    complete = ~np.isnan(table).any(axis=1) & (design.weights > 0)
    if complete.sum() < x.shape[1] + 2:
        raise EmptyBaseError(
            f"{complete.sum()} respondents answered everything, too few for"
            f" {x.shape[1]} aspects"
        )
    used = table[complete]
    # The intervals take calibrated weights as given, which widens them if anything.
    plain = replace(design, residuals=())
    boot = rao_wu(plain, replicates=replicates, seed=seed).weights[complete]
    found = METHODS[method](_correlations(used, design.weights[complete]))
    again = np.array(
        [METHODS[method](_correlations(used, column)) for column in boot.T]
    )
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(again, tails, axis=0)
    return Drivers(
        importance=found,
        low=low,
        high=high,
        r_squared=float(found.sum()),
        n=int(complete.sum()),
        level=level,
        method=method,
    )


def lmg(correlations: ArrayLike) -> Floats:
    """Return Shapley's parts of R² from the correlations of aspects and outcome.

    Parameters
    ----------
    correlations : array_like of float, shape (p + 1, p + 1)
        The outcome last. Aspects may be collinear.

    Returns
    -------
    ndarray of float, shape (p,)
    """
    matrix = finite("correlations", correlations)
    p = len(matrix) - 1
    explained = np.array([_r_squared(matrix, _members(s, p)) for s in range(1 << p)])
    sets = np.arange(1 << p)
    size = np.array([len(_members(s, p)) for s in range(1 << p)])
    importance = np.empty(p)
    for aspect in range(p):
        without = sets[(sets >> aspect) & 1 == 0]
        gain = explained[without | (1 << aspect)] - explained[without]
        orders = np.array([p * comb(p - 1, k) for k in size[without]])
        importance[aspect] = (gain / orders).sum()
    return importance


def johnson(correlations: ArrayLike) -> Floats:
    """Return Johnson's relative weights; parameters and shape as of `lmg`."""
    matrix = finite("correlations", correlations)
    values, vectors = np.linalg.eigh(matrix[:-1, :-1])
    root = np.sqrt(np.maximum(values, 0))
    loadings = vectors * root @ vectors.T
    inverse = np.divide(1, root, out=np.zeros_like(root), where=root > 1e-8)
    effects = (vectors * inverse @ vectors.T) @ matrix[:-1, -1]
    return np.asarray(loadings**2 @ effects**2)


METHODS: dict[str, Callable[[ArrayLike], Floats]] = {"lmg": lmg, "johnson": johnson}


def _correlations(table: Floats, weights: Floats) -> Floats:
    # By comparing codes: float noise may give equal ones a spread.
    used = table[weights > 0]
    constant = np.flatnonzero((used == used[0]).all(axis=0))
    if constant.size:
        raise ArgumentError(
            f"column {constant[0]} of aspects and outcome does not vary (perhaps in a"
            " bootstrap sample); leave it out"
        )
    covariance = weighted_covariance(table, weights)
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(spread, spread))


def _members(subset: int, p: int) -> list[int]:
    return [aspect for aspect in range(p) if subset >> aspect & 1]


def _r_squared(matrix: Floats, aspects: list[int]) -> float:
    if not aspects:
        return 0.0
    cross = matrix[aspects, -1]
    inner = matrix[np.ix_(aspects, aspects)]
    return float(cross @ np.linalg.lstsq(inner, cross, rcond=None)[0])
