"""Fay and Herriot's model: direct estimates of areas, and what is known of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, finite, same_length
from analysis.errors import ArgumentError, ConvergenceError

CONVERGED = 1e-10
MOST_STEPS = 200


@dataclass(frozen=True, eq=False)
class FayHerriot:
    """Estimates of k areas under the model.

    Attributes
    ----------
    value : ndarray of float, shape (k,)
        Empirical best linear unbiased predictor, in the unit of the estimates.
    se : ndarray of float, shape (k,)
        Root of the mean squared error by Prasad and Rao's second-order formula.
    own_part : ndarray of float, shape (k,)
        Part of `value` that rests on the direct estimate, in [0, 1].
    coefficients : ndarray of float, shape (p,)
    spread : float
        Variance of the areas around the model, by restricted likelihood; 0 where
        they differ no more than their errors explain.
    model_based : bool
        True, for whoever prints it; a verdict never rests on it.
    """

    value: Floats
    se: Floats
    own_part: Floats
    coefficients: Floats
    spread: float
    model_based: bool = True


def fay_herriot(
    estimates: ArrayLike, variances: ArrayLike, variables: ArrayLike
) -> FayHerriot:
    """Combine direct estimates with a regression on what is known of the areas.

    Parameters
    ----------
    estimates : array_like of float, shape (k,)
        Direct estimates.
    variances : array_like of float, shape (k,)
        Their variances under the design, positive and taken as known; smooth
        them first where they rest on few PSUs.
    variables : array_like of float, shape (k, p)
        Known of each area; with a column of ones.

    Raises
    ------
    ArgumentError
        If a variance is not positive, variables are collinear, or there are not
        more areas than variables.
    ConvergenceError
        If the restricted likelihood does not settle.

    References
    ----------
    .. [1] R. E. Fay, R. A. Herriot, Estimates of income for small places, Journal of
       the American Statistical Association 74, 1979.
    .. [2] J. N. K. Rao, I. Molina, Small Area Estimation, 2015, chapter 6.
    """
    y, error, x = (
        finite("estimates", estimates),
        finite("variances", variances),
        finite("variables", variables),
    )
    same_length(estimates=y, variances=error, variables=x)
    if not (error > 0).all():
        raise ArgumentError(
            "variances must be positive; an se of nought is no certainty"
        )
    if len(y) <= x.shape[1] or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ArgumentError("variables are collinear, or as many as areas")
    spread = _spread(y, error, x)
    total = spread + error
    own = spread / total
    inverse = np.linalg.inv(x.T @ (x / total[:, np.newaxis]))
    beta = inverse @ (x.T @ (y / total))
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    precision = 2 / (1 / total**2).sum()
    squared = (
        own * error + (1 - own) ** 2 * leverage + 2 * error**2 / total**3 * precision
    )
    return FayHerriot(
        value=own * y + (1 - own) * (x @ beta),
        se=np.sqrt(squared),
        own_part=own,
        coefficients=beta,
        spread=spread,
    )


def _spread(y: Floats, error: Floats, x: Floats) -> float:
    """Return the variance of the areas by Fisher's scoring, at least nought."""
    spread = float(np.median(error))
    for _ in range(MOST_STEPS):
        inverse = 1 / (spread + error)
        weighted = x * inverse[:, np.newaxis]
        projector = np.diag(inverse) - weighted @ np.linalg.solve(
            x.T @ weighted, weighted.T
        )
        scored = projector @ y
        slope = 0.5 * (scored @ scored - np.trace(projector))
        information = 0.5 * float((projector**2).sum())
        last, spread = spread, max(0.0, spread + float(slope) / information)
        if abs(spread - last) <= CONVERGED * (last + float(error.min())):
            return spread
    raise ConvergenceError(
        "the variance between areas does not settle; check variances"
    )
