"""The sampling design of rows: weights, strata, PSUs and later stages."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import (
    Bools,
    Floats,
    Integers,
    codes_of,
    finite,
    not_negative,
    same_length,
    sums_by,
)
from analysis.calibrated import Residuals
from analysis.errors import ArgumentError
from analysis.psu_totals import PsuTotals, degrees_of_freedom
from analysis.stages import (
    Stage,
    check_nested,
    check_population,
    fractions_drawn,
    next_stage,
    number_units,
    population_of,
    with_certainty,
)
from analysis.variance import Lonely, covariance_of_totals


@dataclass(frozen=True, eq=False)
class Design:
    """How the rows of a data set, one per respondent, came into the sample.

    Make it with `Design.of`. Estimates of a domain take the design of the whole
    sample and a mask: dropped rows would change the design.

    Attributes
    ----------
    weights : ndarray of float, shape (n,)
        Persons each row stands for.
    stages : tuple of Stage
        First the PSUs, then the units drawn within them. Later stages matter only
        with a correction for the fraction drawn.
    lonely : Lonely
        How the stratum of a single PSU counts.
    residuals : tuple of Residuals
        Calibrations the weights went through, in their order.
    """

    weights: Floats
    stages: tuple[Stage, ...]
    lonely: Lonely = Lonely.ADJUST
    residuals: tuple[Residuals, ...] = ()

    @classmethod
    def of(
        cls,
        weights: ArrayLike,
        *,
        strata: ArrayLike | None = None,
        psus: ArrayLike | None = None,
        fpc: Mapping[Hashable, float] | ArrayLike | None = None,
        nested: bool = True,
        certainty: Collection[Hashable] = (),
        later: Sequence[tuple[ArrayLike, ArrayLike]] = (),
        lonely: Lonely | str = Lonely.ADJUST,
    ) -> Design:
        """Check and number the parts of a design.

        Parameters
        ----------
        weights : array_like of float, shape (n,)
            Not negative; a row of weight nought is in the sample and counts for
            nobody.
        strata : array_like, shape (n,), optional
            Stratum of each row; one stratum by default.
        psus : array_like, shape (n,), optional
            PSU of each row; by default each row is its own.
        fpc : mapping of stratum to float, or array_like of float (n,), optional
            Number of PSUs of the stratum in the population (not a fraction);
            ``inf`` leaves a stratum uncorrected.
        nested : bool, default True
            Whether a PSU's label need only be unique in its stratum. Without, a
            label that returns in another stratum is refused.
        certainty : collection of strata
            Strata of which every PSU was drawn: their first stage adds no variance.
        later : sequence of (units, population), each array_like of shape (n,)
            Further stages: the unit drawn within the unit above, labelled uniquely
            there, and how many the unit above holds. Needs `fpc` or `certainty`.
        lonely : {"adjust", "fail", "remove", "certainty"}
            See `covariance_of_totals`.

        Raises
        ------
        ArgumentError
            If lengths differ, a weight is negative or missing, all weights are
            nought, an `fpc` is too small, varies within a stratum, or a PSU lies
            in two strata.
        """
        weight = not_negative("weights", weights)
        n = len(weight)
        if not weight.sum() > 0:
            raise ArgumentError("weights add up to nought: nobody stands for anybody")
        stratum = np.zeros(n, np.int64) if strata is None else np.asarray(strata)
        psu = np.arange(n) if psus is None else np.asarray(psus)
        same_length(weights=weight, strata=stratum, psus=psu)
        codes, distinct = codes_of("strata", stratum)
        if not nested:
            check_nested(codes, psu)
        units = number_units(codes, psu, "psus")
        population = population_of(fpc, codes, distinct)
        population = with_certainty(
            certainty, population, units=units, strata=codes, distinct=distinct
        )
        stages = [Stage(units, codes, population)]
        for labels, size in later:
            stages.append(next_stage(stages[-1], np.asarray(labels), size))
        if later and not np.isfinite(population).any():
            raise ArgumentError("later stages count only with fpc for the first one")
        for stage in stages:
            check_population(stage)
        return cls(weight, tuple(stages), Lonely(lonely))

    def __len__(self) -> int:
        return len(self.weights)

    def members(self, domain: ArrayLike | None) -> Bools:
        """Return the rows with weight in a domain, as a mask (n,); all by default."""
        if domain is None:
            return np.asarray(self.weights > 0)
        inside = np.asarray(domain)
        if inside.dtype != np.bool_:
            raise ArgumentError(
                f"domain holds {inside.dtype}; give a boolean per row, as in"
                " frame['agency'] == 'A'"
            )
        same_length(weights=self.weights, domain=inside)
        return inside & (self.weights > 0)

    def degrees_of_freedom(self, domain: ArrayLike | None = None) -> int:
        """PSUs less strata, counting only those with members of the domain."""
        return degrees_of_freedom(*self._psu_members(self.members(domain)))

    def psu_totals(self, scores: ArrayLike) -> PsuTotals:
        """Add up weighted scores (n, k) over PSUs, after the calibrations."""
        return _table(self.stages[0], self._calibrated(scores))

    def covariance(
        self, scores: ArrayLike, *, domain: ArrayLike | None = None
    ) -> Floats:
        """Return the covariance matrix of the sums of k columns of scores.

        Parameters
        ----------
        scores : array_like of float, shape (n, k) or (n,)
            Weighted scores of the rows; nought outside the domain.
        domain : array_like of bool, shape (n,), optional
            Only for ``lonely="adjust"``; see `covariance_of_totals`.

        Returns
        -------
        ndarray of float, shape (k, k)

        Raises
        ------
        LonelyPsuError
            If a stratum holds a single PSU and `lonely` is "fail".

        References
        ----------
        .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010.
           Agrees with ``vcov(svytotal(...))`` of R's survey 4.4 at any number of
           stages, calibrated or not.
        """
        columns = self._calibrated(scores)
        # The residuals of a calibration reach into strata without members as well.
        narrowed = domain is not None and not self.residuals
        covariance = covariance_of_totals(
            _table(self.stages[0], columns),
            lonely=self.lonely,
            members=self._psu_members(self.members(domain))[1] if narrowed else None,
        )
        drawn = np.ones(len(self))
        for above, stage in zip(self.stages, self.stages[1:], strict=False):
            drawn = drawn * fractions_drawn(above)
            # Each unit above is a stratum here; a single unit in it is its own mean.
            lonely = self.lonely if self.lonely is Lonely.FAIL else Lonely.REMOVE
            table = _table(stage, columns * np.sqrt(drawn)[:, np.newaxis])
            covariance = covariance + covariance_of_totals(table, lonely=lonely)
        return covariance

    def calibrated(self, weights: Floats, residuals: Residuals) -> Design:
        """Return the design with other weights, and the calibration behind them."""
        same_length(weights=self.weights, calibrated=weights)
        return replace(self, weights=weights, residuals=(*self.residuals, residuals))

    def _calibrated(self, scores: ArrayLike) -> Floats:
        columns = finite("scores", scores)
        columns = columns[:, np.newaxis] if columns.ndim == 1 else columns
        same_length(weights=self.weights, scores=columns)
        for residuals in self.residuals:
            columns = residuals(columns)
        return columns

    def _psu_members(self, inside: Bools) -> tuple[Integers, Bools]:
        stage = self.stages[0]
        first = np.unique(stage.units, return_index=True)[1]
        holds = np.bincount(stage.units, inside, minlength=len(first)) > 0
        return stage.strata[first], holds


def _table(stage: Stage, columns: Floats) -> PsuTotals:
    first = np.unique(stage.units, return_index=True)[1]
    strata = stage.strata[first]
    totals = sums_by(stage.units, columns, len(first))
    fpc = dict(zip(strata.tolist(), stage.population[first].tolist(), strict=True))
    return PsuTotals(strata, totals, fpc=fpc)
