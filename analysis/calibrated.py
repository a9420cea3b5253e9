"""What calibration leaves of a score: its residual on the auxiliary variables.

Weights that meet known totals leave no sampling error in whatever the auxiliary
variables explain; the variance of an estimate is therefore that of the residuals.
"""

from dataclasses import dataclass

import numpy as np

from analysis.arrays import Bools, Floats


@dataclass(frozen=True, eq=False)
class Residuals:
    """The regression of the scores on the auxiliary variables of a calibration.

    Attributes
    ----------
    basis : ndarray of float, shape (n, r)
        Orthonormal basis of the weighted auxiliary variables; its root weights are
        `spread`.
    spread : ndarray of float, shape (n,)
        Square root of the weight each row had in the regression; nought for a row
        of weight nought.
    calibrated : ndarray of float, shape (n,)
        Weights after the calibration.
    """

    basis: Floats
    spread: Floats
    calibrated: Floats

    def __call__(self, scores: Floats) -> Floats:
        """Return the scores (n, k), weighted, less what the variables explain."""
        used = (self.spread > 0) & (self.calibrated > 0)
        unweighted = _divided(scores, self.calibrated, used)
        rooted = unweighted * self.spread[:, np.newaxis]
        left = rooted - self.basis @ (self.basis.T @ rooted)
        return _divided(left, self.spread, used) * self.calibrated[:, np.newaxis]


def residuals_on(
    variables: Floats, regression: Floats, calibrated: Floats
) -> Residuals:
    """Prepare the residuals on `variables` (n, p), which may be collinear.

    Parameters
    ----------
    variables : ndarray of float, shape (n, p)
        Auxiliary variables, such as the indicators of the margins.
    regression : ndarray of float, shape (n,)
        Weights of the regression: those before the calibration.
    calibrated : ndarray of float, shape (n,)
        Weights after it.
    """
    spread = np.sqrt(regression)
    left, size, _ = np.linalg.svd(
        variables * spread[:, np.newaxis], full_matrices=False
    )
    kept = size > size.max(initial=0) * max(variables.shape) * np.finfo(float).eps
    return Residuals(left[:, kept], spread, calibrated)


def _divided(scores: Floats, by: Floats, used: Bools) -> Floats:
    result = np.zeros_like(scores)
    result[used] = scores[used] / by[used, np.newaxis]
    return result
