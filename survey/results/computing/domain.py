"""A tally as arrays: PSUs in rows, the codes of an item in columns."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from analysis.arrays import Bools, Floats, Integers

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class ItemTotals:
    """Answers to one item, by code.

    Attributes
    ----------
    codes : tuple of int, length k
    totals : ndarray of float, shape (m, k)
        Sum of weights in each PSU.
    counts : ndarray of int, shape (k,)
        Answers, unweighted.
    """

    codes: tuple[int, ...]
    totals: Floats
    counts: Integers

    def weight_of(self, codes: Collection[int]) -> Floats:
        """Return the weighted answers with one of the codes, shape (m,)."""
        return np.asarray(self.totals[:, self._are(codes)].sum(axis=1))

    def count_of(self, codes: Collection[int]) -> int:
        """Return the number of answers with one of the codes."""
        return int(self.counts[self._are(codes)].sum())

    def _are(self, codes: Collection[int]) -> Bools:
        return np.array([code in codes for code in self.codes], dtype=bool)


@dataclass(frozen=True, eq=False)
class Domain:
    """The PSUs that shape an estimate, and the answers it is made of.

    PSUs without an answer of the domain stay as rows of noughts.

    Attributes
    ----------
    strata : ndarray of int, shape (m,)
        Stratum of each PSU.
    unit, psu, item, code, n : ndarray of int, shape (cells,)
        Whose cell of the tally it is, the row of its PSU, what was answered and
        how often; sorted by item.
    weight : ndarray of float, shape (cells,)
    """

    strata: Integers
    unit: Integers
    psu: Integers
    item: Integers
    code: Integers
    n: Integers
    weight: Floats

    def answers(self, item_id: int, *, without: frozenset[int] = NOBODY) -> ItemTotals:
        """Return the answers to an item, leaving out those of some units."""
        first, last = np.searchsorted(self.item, [item_id, item_id + 1])
        kept = slice(first, last)
        inside = ~np.isin(self.unit[kept], list(without))
        psu, code = self.psu[kept][inside], self.code[kept][inside]
        codes, column = np.unique(code, return_inverse=True)
        shape = (len(self.strata), len(codes))
        totals = np.zeros(shape)
        np.add.at(totals, (psu, column), self.weight[kept][inside])
        return ItemTotals(
            codes=tuple(int(code) for code in codes),
            totals=totals,
            counts=np.bincount(
                column, weights=self.n[kept][inside], minlength=len(codes)
            ).astype(np.intp),
        )

    def of_unit(self, unit_id: int) -> "Domain":
        """Return the domain of one unit.

        Only strata that hold nobody of the unit are left out: they add nothing
        to its variance. Within its strata every PSU keeps its row.
        """
        mine = self.unit == unit_id
        touched = np.unique(self.strata[self.psu[mine]])
        rows = np.isin(self.strata, touched)
        renumbered = np.cumsum(rows) - 1
        return Domain(
            strata=self.strata[rows],
            unit=self.unit[mine],
            psu=renumbered[self.psu[mine]],
            item=self.item[mine],
            code=self.code[mine],
            n=self.n[mine],
            weight=self.weight[mine],
        )
