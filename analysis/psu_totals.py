"""A sample reduced to the totals of its PSUs: all that a variance needs."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import (
    Bools,
    Floats,
    Integers,
    Labels,
    codes_of,
    finite,
    not_negative,
    same_length,
    sums_by,
)
from analysis.errors import ArgumentError


@dataclass(frozen=True, eq=False)
class PsuTotals:
    """Weighted totals of k columns, one row per PSU of the whole sample.

    A PSU without members of the domain stays, as a row of noughts: that it was
    drawn and holds nobody is part of the design.

    Attributes
    ----------
    strata : ndarray, shape (m,)
        Stratum of each PSU.
    totals : ndarray of float, shape (m, k)
        Sum of weight times value in each PSU.
    counts : ndarray of float, shape (m, k), optional
        Rows behind each total whose value is not nought, unweighted: hits of a
        column of hits, valid answers of a column of ones.
    psus : ndarray, shape (m,), optional
        Label of each PSU, unique in its stratum. Without labels two tables can
        only be merged if no PSU lies in both.
    fpc : mapping of stratum to float, optional
        Number of PSUs in the population of every stratum (not the sampling
        fraction); ``math.inf`` for a stratum to be left uncorrected. A stratum
        drawn whole contributes no variance.

    Raises
    ------
    ArgumentError
        If shapes differ, a total is not finite, or `fpc` lacks a stratum or is
        smaller than the number of PSUs drawn from it.
    """

    strata: Labels
    totals: Floats
    counts: Floats | None = None
    psus: Labels | None = None
    fpc: Mapping[Hashable, float] | None = None

    def __post_init__(self) -> None:
        if self.totals.ndim != 2:
            raise ArgumentError(f"totals must be (m, k), not {self.totals.shape}")
        same_length(strata=self.strata, totals=self.totals)
        if self.counts is not None and self.counts.shape != self.totals.shape:
            raise ArgumentError(
                f"counts are {self.counts.shape}, totals {self.totals.shape}"
            )
        if self.psus is not None:
            same_length(psus=self.psus, totals=self.totals)
        finite("totals", self.totals)
        free_fractions(*_strata_and_sizes(self.strata), self.fpc)

    @classmethod
    def from_rows(
        cls,
        values: ArrayLike,
        weights: ArrayLike,
        *,
        strata: ArrayLike | None = None,
        psus: ArrayLike | None = None,
        fpc: Mapping[Hashable, float] | None = None,
    ) -> PsuTotals:
        """Add up rows, one per respondent of the whole sample.

        Parameters
        ----------
        values : array_like, shape (n, k) or (n,)
            What is totalled; nought (not NaN) for a row outside the base.
        weights : array_like, shape (n,)
            Persons each row stands for; not negative.
        strata : array_like, shape (n,), optional
            Stratum of each row; one stratum by default, labelled 0.
        psus : array_like, shape (n,), optional
            PSU of each row, unique in its stratum only. By default every row is
            its own PSU: an unclustered sample.
        fpc : mapping, optional
            See the class.
        """
        columns = finite("values", values)
        columns = columns[:, np.newaxis] if columns.ndim == 1 else columns
        n = len(columns)
        weight = not_negative("weights", weights)
        stratum = np.zeros(n, np.int64) if strata is None else np.asarray(strata)
        psu = np.arange(n) if psus is None else np.asarray(psus)
        same_length(values=columns, weights=weight, strata=stratum, psus=psu)

        codes, first = _pairs(stratum, psu)
        counted = ((columns != 0) & (weight > 0)[:, np.newaxis]).astype(np.float64)
        return cls(
            strata=stratum[first],
            totals=sums_by(codes, columns * weight[:, np.newaxis], len(first)),
            counts=sums_by(codes, counted, len(first)),
            psus=psu[first],
            fpc=fpc,
        )


def merge(parts: Sequence[PsuTotals]) -> PsuTotals:
    """Join the tables of parts of one sample into the table of the whole.

    Rows of the same stratum and PSU are added where all parts have labels;
    otherwise every row is taken as a PSU of its own. Columns mean the same in
    all parts. `counts` survive if all parts have them.

    Raises
    ------
    ArgumentError
        If there is no part, the numbers of columns differ, or two parts name
        different population sizes of a stratum.
    """
    if not parts:
        raise ArgumentError("there is nothing to merge: parts is empty")
    if len({part.totals.shape[1] for part in parts}) > 1:
        raise ArgumentError("parts differ in their number of columns")
    strata = _joined([part.strata for part in parts])
    labels = [part.psus for part in parts if part.psus is not None]
    psus = _joined(labels) if len(labels) == len(parts) else None
    tallies = [part.counts for part in parts if part.counts is not None]
    counts = np.concatenate(tallies) if len(tallies) == len(parts) else None
    totals = np.concatenate([part.totals for part in parts])
    fpc = _merged_fpc(parts)
    if psus is None:
        return PsuTotals(strata, totals, counts, fpc=fpc)
    codes, first = _pairs(strata, psus)
    return PsuTotals(
        strata=strata[first],
        totals=sums_by(codes, totals, len(first)),
        counts=None if counts is None else sums_by(codes, counts, len(first)),
        psus=psus[first],
        fpc=fpc,
    )


def degrees_of_freedom(strata: ArrayLike, members: ArrayLike) -> int:
    """PSUs less strata, counting only those with members of the domain.

    Parameters
    ----------
    strata : array_like, shape (m,)
        Stratum of each PSU.
    members : array_like of bool, shape (m,)
        Whether the PSU holds a member of the domain.

    Returns
    -------
    int
        Nought if no PSU has members. Agrees with ``survey::degf`` of a subset.
    """
    inside: Bools = np.asarray(members, dtype=bool)
    same_length(strata=strata, members=inside)
    _, distinct = codes_of("strata", np.asarray(strata)[inside])
    return int(inside.sum()) - len(distinct)


def free_fractions(
    distinct: Labels, sizes: Integers, fpc: Mapping[Hashable, float] | None
) -> Floats:
    """Share of each stratum's PSUs that was not drawn: 1 − m/M.

    Parameters
    ----------
    distinct : ndarray, shape (number of strata,)
    sizes : ndarray of int, shape (number of strata,)
        PSUs drawn.
    fpc : mapping of stratum to float, or None
        PSUs in the population; without it all fractions are 1.
    """
    if fpc is None:
        return np.ones(len(distinct))
    missing = [label for label in distinct if label not in fpc]
    if missing:
        raise ArgumentError(f"fpc lacks the stratum {missing[0]!r}")
    population = np.array([fpc[label] for label in distinct], dtype=np.float64)
    short = ~(population >= sizes)
    if short.any():
        raise ArgumentError(
            f"fpc of stratum {distinct[short][0]!r} is {population[short][0]},"
            f" below the {sizes[short][0]} PSUs drawn; give the number of PSUs in the"
            " population, not a fraction"
        )
    return 1 - sizes / population


def _strata_and_sizes(strata: Labels) -> tuple[Labels, Integers]:
    codes, distinct = codes_of("strata", strata)
    return distinct, np.bincount(codes, minlength=len(distinct))


def _pairs(strata: Labels, psus: Labels) -> tuple[Integers, Integers]:
    """Return numbers of the distinct (stratum, PSU) pairs, and their first rows."""
    stratum, _ = codes_of("strata", strata)
    psu, distinct = codes_of("psus", psus)
    codes, _ = codes_of("psus", stratum.astype(np.int64) * len(distinct) + psu)
    return codes, np.unique(codes, return_index=True)[1]


def _joined(arrays: Sequence[Labels]) -> Labels:
    # As objects, since of unlike types numpy makes strings: 1 and "1" would meet.
    return np.concatenate([array.astype(np.object_) for array in arrays])


def _merged_fpc(parts: Sequence[PsuTotals]) -> dict[Hashable, float] | None:
    if all(part.fpc is None for part in parts):
        return None
    merged: dict[Hashable, float] = {}
    for part in parts:
        _, distinct = codes_of("strata", part.strata)
        for label in distinct:
            size = math.inf if part.fpc is None else part.fpc[label]
            if merged.setdefault(label, size) != size:
                raise ArgumentError(
                    f"stratum {label!r} has {merged[label]} PSUs in one part"
                    f" and {size} in another"
                )
    return merged
