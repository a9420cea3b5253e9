"""The stages of a draw, numbered and checked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, Integers, Labels, codes_of, same_length
from analysis.errors import ArgumentError


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the draw; all arrays have an entry per row.

    Attributes
    ----------
    units : ndarray of int, shape (n,)
        Number of the unit each row lies in, of all units of the stage.
    strata : ndarray of int, shape (n,)
        Number of the stratum of that unit; at a later stage, of the unit above.
    population : ndarray of float, shape (n,)
        Units of that stratum in the population; ``inf`` without a correction.
    """

    units: Integers
    strata: Integers
    population: Floats


def number_units(strata: Integers, labels: Labels, name: str) -> Integers:
    """Return numbers of the units, told apart within their strata."""
    unit, distinct = codes_of(name, labels)
    return codes_of(name, strata.astype(np.int64) * len(distinct) + unit)[0]


def check_nested(strata: Integers, psus: Labels) -> None:
    """Refuse a PSU that lies in two strata."""
    unit, distinct = codes_of("psus", psus)
    pairs = np.unique(np.column_stack([unit, strata]), axis=0)
    shared = np.flatnonzero(np.bincount(pairs[:, 0]) > 1)
    if shared.size:
        label = distinct.tolist()[int(shared[0])]
        raise ArgumentError(
            f"psus {label!r} lies in more than one stratum; if the label means another"
            " PSU there, say nested=True"
        )


def population_of(
    fpc: Mapping[Hashable, float] | ArrayLike | None, strata: Integers, distinct: Labels
) -> Floats:
    """Return the units of each row's stratum in the population; inf if unknown."""
    if fpc is None:
        return np.full(len(strata), np.inf)
    if isinstance(fpc, Mapping):
        missing = [label for label in distinct.tolist() if label not in fpc]
        if missing:
            raise ArgumentError(f"fpc lacks the stratum {missing[0]!r}")
        return np.array([fpc[label] for label in distinct.tolist()], np.float64)[strata]
    return np.asarray(fpc, dtype=np.float64)


def with_certainty(
    certainty: Collection[Hashable],
    population: Floats,
    *,
    units: Integers,
    strata: Integers,
    distinct: Labels,
) -> Floats:
    """Set the population of strata drawn for certain to the units drawn from them."""
    unknown = set(certainty) - set(distinct.tolist())
    if unknown:
        raise ArgumentError(f"certainty names {unknown.pop()!r}, which is no stratum")
    same_length(fpc=population, strata=strata)
    whole = np.array([label in certainty for label in distinct.tolist()], bool)[strata]
    return np.where(whole, units_drawn(units, strata), population)


def next_stage(above: Stage, labels: Labels, population: ArrayLike) -> Stage:
    """Return the stage of units drawn within the units of the stage above."""
    size = np.asarray(population, np.float64)
    same_length(rows=above.units, later=labels, population=size)
    return Stage(number_units(above.units, labels, "later"), above.units, size)


def units_drawn(units: Integers, strata: Integers) -> Floats:
    """How many units of its stratum were drawn, for each row."""
    first = np.unique(units, return_index=True)[1]
    return np.bincount(strata[first])[strata].astype(np.float64)


def fractions_drawn(stage: Stage) -> Floats:
    """Return the part drawn of the stratum of each row's unit."""
    return units_drawn(stage.units, stage.strata) / stage.population


def check_population(stage: Stage) -> None:
    """Refuse a population that varies within a stratum or is below the draw."""
    first = np.unique(stage.strata, return_index=True)[1]
    known = stage.population[first][stage.strata]
    varies = stage.population != known
    if varies.any():
        raise ArgumentError(
            f"fpc of one stratum is both {known[varies][0]} and"
            f" {stage.population[varies][0]}; it must be the same in all its rows"
        )
    drawn = units_drawn(stage.units, stage.strata)
    short = ~(stage.population >= drawn)
    if short.any():
        raise ArgumentError(
            f"fpc of a stratum is {stage.population[short][0]}, below the"
            f" {drawn[short][0]:.0f} units drawn from it; give the number of units in"
            " the population, not a fraction"
        )
