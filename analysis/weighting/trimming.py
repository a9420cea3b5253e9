"""Weights brought within bounds, and what was cut shared among the others."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, codes_of, finite, same_length
from analysis.errors import ArgumentError


def trim(
    weights: ArrayLike,
    *,
    low: float = 0.0,
    high: float,
    groups: ArrayLike | None = None,
) -> Floats:
    """Bring weights within bounds and share what was cut among the others.

    Parameters
    ----------
    weights : array_like of float, shape (n,)
    low, high : float
        Bounds as multiples of the mean weight of the group.
    groups : array_like, shape (n,), optional
        Groups within which the sum of weights is kept; one by default.

    Returns
    -------
    ndarray of float, shape (n,)
        With the sums of `weights`.

    Raises
    ------
    ArgumentError
        If `low` is not below 1 or `high` not above it.
    """
    weight = finite("weights", weights)
    codes = (
        np.zeros(len(weight), np.intp)
        if groups is None
        else codes_of("groups", groups)[0]
    )
    same_length(weights=weight, groups=codes)
    result = weight.copy()
    for code in range(codes.max(initial=-1) + 1):
        inside = codes == code
        result[inside] = bounded(weight[inside], (low, high))
    return result


def bounded(weights: Floats, bounds: tuple[float, float]) -> Floats:
    """Clip weights to multiples of their mean and scale the rest to keep the sum.

    Weights of nought stay; `bounds` are below and above 1.
    """
    low, high = bounds
    if not 0 <= low < 1 < high:
        raise ArgumentError(
            f"bounds are {low} and {high}; low must be below 1 and high above it"
        )
    used = weights > 0
    total = weights.sum()
    floor, ceiling = (bound * total / used.sum() for bound in bounds)
    scale = _root(
        lambda factor: float(
            np.clip(weights[used] * factor, floor, ceiling).sum() - total
        )
    )
    clipped = np.clip(weights * scale, floor, ceiling)
    return np.asarray(np.where(used, clipped, 0.0))


def _root(excess: Callable[[float], float]) -> float:
    """Find the factor at which an increasing excess is nought, by bisection."""
    low, high = 0.0, 1.0
    while excess(high) < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    return high
