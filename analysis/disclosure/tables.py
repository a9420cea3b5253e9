"""Counts of a question's options by unit, and which of them a publication prints."""

from dataclasses import dataclass

import numpy as np

from analysis.arrays import Bools, Integers
from analysis.errors import ArgumentError

SMALL = 5
"""A count of an option below this, and above nought, is not printed."""
FEWEST = 10
"""A unit with fewer answers to a question prints nothing of it."""
STEP = 10
"""Counts of small units are printed in bands of this width."""


@dataclass(frozen=True, eq=False)
class CountTable:
    """How often each unit's answers to one question hold each option.

    Attributes
    ----------
    counts : ndarray of int, shape (m, k)
        Answers of m units with each of k options. The sum over the units is printed
        as well, under the same rules.
    groups : ndarray of int, shape (k,)
        Options of one group have a printed sum: those that count as satisfied, the
        other valid ones, those outside the base.
    chosen_together : bool
        Whether one answer may hold several options. Then no sum is printed, and
        `sizes` bounds every count.
    banded : ndarray of bool, shape (m,)
        Units whose counts are printed in bands of ten only.
    silent : ndarray of bool, shape (m,)
        Units of which nothing is printed, but which are part of the sum.
    sizes : ndarray of int, shape (m,)
        Answers of each unit.
    printed_before : ndarray of bool, shape (m + 1, k), optional
        What an earlier version printed already; the last row is the sum.
    """

    counts: Integers
    groups: Integers
    banded: Bools
    silent: Bools
    sizes: Integers
    chosen_together: bool = False
    printed_before: Bools | None = None

    def __post_init__(self) -> None:
        m, k = self.counts.shape
        shapes = {(len(self.banded),), (len(self.silent),), (len(self.sizes),)}
        if shapes != {(m,)} or len(self.groups) != k or (self.counts < 0).any():
            msg = "a table has m rows, k options and no count below nought"
            raise ArgumentError(msg)

    @property
    def with_sum(self) -> Integers:
        """Return the counts with their sum as the last row, shape (m + 1, k)."""
        return np.vstack([self.counts, self.counts.sum(axis=0)])

    def small(self) -> Bools:
        """Return which counts of units and sum are too small, shape (m + 1, k).

        An option that is alone in its group is as public as the group's sum. All
        counts of a silent unit are too small.
        """
        counts = self.with_sum
        small = (counts > 0) & (counts < SMALL)
        if not self.chosen_together:
            small[:, ~self.grouped()] = False
        small[:-1][self.silent] = self.counts[self.silent] > 0
        return small

    def grouped(self) -> Bools:
        """Return which options share their group with another, shape (k,)."""
        _, code, size = np.unique(self.groups, return_inverse=True, return_counts=True)
        return np.asarray(size[code] > 1)


@dataclass(frozen=True, eq=False)
class Printing:
    """Which counts of a table are printed: all but the hidden.

    `hidden` has the shape (m + 1, k); its last row is the sum. Cells of silent and
    banded units are always hidden: their bands are printed, or nothing.
    """

    hidden: Bools
