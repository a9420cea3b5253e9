"""Replicate weights: jackknife and the bootstrap of Rao and Wu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, Integers, finite, not_negative, same_length
from analysis.design import Design
from analysis.errors import ArgumentError, LonelyPsuError


@dataclass(frozen=True, eq=False)
class Replicates:
    """Sets of weights whose estimates scatter like the estimate itself.

    Attributes
    ----------
    weights : ndarray of float, shape (n, r)
        Weights of the rows in each of r replicates.
    scales : ndarray of float, shape (r,)
        Factor of each squared deviation in the variance.
    """

    weights: Floats
    scales: Floats

    def covariance(self, estimator: Callable[[Floats], ArrayLike]) -> Floats:
        """Return the covariance matrix of an estimator.

        Parameters
        ----------
        estimator : callable
            Takes weights (n,) and returns an estimate, or k of them. It must do
            all that was done to the weights, calibration included.

        Returns
        -------
        ndarray of float, shape (k, k)
            Squared deviations are taken from the mean over the replicates.

        References
        ----------
        .. [1] K. M. Wolter, Introduction to Variance Estimation, 2007, chapter 4.
           Agrees with ``survey::withReplicates`` and its default ``mse = FALSE``.
        """
        columns = self.weights.T
        values = np.array([np.atleast_1d(estimator(column)) for column in columns])
        deviations = (values - values.mean(axis=0)) * np.sqrt(self.scales)[
            :, np.newaxis
        ]
        covariance: Floats = deviations.T @ deviations
        return covariance


def jackknife(design: Design) -> Replicates:
    """Leave out one PSU at a time: JK1 with one stratum, JKn with several.

    Parameters
    ----------
    design : Design
        Its first stage, with its population sizes; later stages are left out, as
        in every jackknife of PSUs.

    Raises
    ------
    LonelyPsuError
        If a stratum that was not drawn whole holds a single PSU.
    ArgumentError
        If the design was drawn whole, or is calibrated: the estimator must calibrate
        within each replicate.

    References
    ----------
    .. [1] K. M. Wolter, Introduction to Variance Estimation, 2007, chapter 4.
       Agrees with ``as.svrepdesign(type = "JK1")`` and ``"JKn"``.
    """
    stage = design.stages[0]
    first, sizes, free = _strata_of_psus(design)
    strata = stage.strata[first]
    columns = []
    scales = []
    for psu in range(len(first)):
        stratum = strata[psu]
        if free[stratum] == 0:
            continue
        m = sizes[stratum]
        factor = np.where(stage.strata == stratum, m / (m - 1), 1.0)
        factor[stage.units == psu] = 0.0
        columns.append(design.weights * factor)
        scales.append(free[stratum] * (m - 1) / m)
    if not columns:
        raise ArgumentError("design was drawn whole: there is nothing to leave out")
    return Replicates(np.column_stack(columns), np.array(scales))


def rao_wu(design: Design, *, replicates: int, seed: int | None) -> Replicates:
    """Draw PSUs again within strata, one fewer than there are.

    Parameters
    ----------
    design : Design
        Its first stage counts as drawn with replacement: population sizes are
        left out, which errs on the safe side.
    replicates : int
        At least 2; 500 or more for an interval.
    seed : int
        Needed: with it the same machine and version give the same weights.

    Raises
    ------
    ArgumentError
        Without a seed, with fewer than 2 replicates, or if the design is calibrated.
    LonelyPsuError
        If a stratum holds a single PSU.

    References
    ----------
    .. [1] J. N. K. Rao, C. F. J. Wu, K. Yue, Some recent work on resampling
       methods for complex surveys, Survey Methodology 18, 1992. Of the kind of
       ``as.svrepdesign(type = "subbootstrap")``.
    """
    if seed is None:
        raise ArgumentError("seed is missing; store one, so that it can be repeated")
    if replicates < 2:
        raise ArgumentError(f"replicates is {replicates}; at least 2 are needed")
    stage = design.stages[0]
    first, sizes, _ = _strata_of_psus(design, corrected=False)
    strata = stage.strata[first]
    random = np.random.Generator(np.random.PCG64(seed))
    factors = np.empty((len(first), replicates))
    for stratum, m in enumerate(sizes):
        drawn = random.multinomial(m - 1, np.full(m, 1 / m), size=replicates)
        factors[strata == stratum] = drawn.T * m / (m - 1)
    weights = design.weights[:, np.newaxis] * factors[stage.units]
    return Replicates(weights, np.full(replicates, 1 / (replicates - 1)))


def given(weights: ArrayLike, scales: ArrayLike) -> Replicates:
    """Take replicate weights (n, r) that came with the data, and their scales (r,)."""
    columns, scale = not_negative("weights", weights), finite("scales", scales)
    if columns.ndim != 2:
        raise ArgumentError(f"weights must be (n, r), not {columns.shape}")
    same_length(scales=scale, replicates=columns.T)
    return Replicates(columns, scale)


def _strata_of_psus(
    design: Design, *, corrected: bool = True
) -> tuple[Integers, Integers, Floats]:
    """Return a row of each PSU; of each stratum its PSUs and the share not drawn."""
    if design.residuals:
        raise ArgumentError(
            "design is calibrated; replicate the one before, and let the estimator"
            " calibrate each set of weights again"
        )
    stage = design.stages[0]
    first = np.unique(stage.units, return_index=True)[1]
    sizes = np.bincount(stage.strata[first])
    row = np.unique(stage.strata, return_index=True)[1]
    population = stage.population[row] if corrected else np.full(len(row), np.inf)
    free = 1 - sizes / population
    if ((sizes == 1) & (free > 0)).any():
        raise LonelyPsuError(
            "a stratum holds a single PSU, which cannot be left out or drawn again;"
            " join it with another stratum"
        )
    return first, sizes, free
