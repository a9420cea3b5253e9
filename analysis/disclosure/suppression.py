"""Which counts of a publication are not printed, so that no answer can be told.

Small counts are hidden, and so many others with them that each stays unknown
(`other_worlds`). What is hidden beside a small count is as small as possible: first
a further option of the same unit, then the same two options of another unit, then
those of the sum.
"""

from collections.abc import Iterator

import numpy as np

from analysis.arrays import Bools
from analysis.disclosure.other_worlds import Cell, stays_unknown
from analysis.disclosure.tables import CountTable, Printing
from analysis.errors import ArgumentError


class StillTold(ArgumentError):  # noqa: N818 - what is wrong, as elsewhere
    """However much is hidden, a small count can be told from what is printed."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__(f"these counts can be told: {cells}")
        self.cells = cells


def protect(table: CountTable) -> Printing:
    """Return what may be printed of a table.

    Raises
    ------
    StillTold
        If a small count can be told whatever is hidden, for instance because an
        earlier version printed what would have to be hidden now.
    """
    hidden = np.zeros((len(table.counts) + 1, len(table.groups)), dtype=bool)
    hidden[:-1][table.silent | table.banded] = True
    hidden |= table.small() | _uniform(table)
    _withdraw(table, hidden)
    _give_mates(table, hidden)
    for _round in range(2):
        for cell in endangered(table, hidden):
            _hide_around(table, hidden, cell)
    left = endangered(table, hidden)
    if left:
        raise StillTold(left)
    return Printing(hidden=hidden)


def endangered(table: CountTable, hidden: Bools) -> list[Cell]:
    """Return the small counts that a reader may be able to tell."""
    small = (table.small() | _uniform(table)) & hidden
    return [
        cell
        for cell in map(_cell, np.argwhere(small))
        if not stays_unknown(table, hidden, cell)
    ]


def _uniform(table: CountTable) -> Bools:
    """Where everybody of a unit chose the same option of several that are alike.

    It says of each person who came what he thinks. Only among options that do not
    count as satisfied: those are the groups after the first.
    """
    found = np.zeros((len(table.counts) + 1, len(table.groups)), dtype=bool)
    if not table.chosen_together:
        counts = table.with_sum
        alone = (counts > 0) & (counts == counts.sum(axis=1, keepdims=True))
        found = alone & table.grouped() & (table.groups > 0)
        found[:-1][table.banded] = False  # a band says of nobody what he thinks
    return found


def _withdraw(table: CountTable, hidden: Bools) -> None:
    """Leave printed what was printed once."""
    if table.printed_before is not None:
        hidden &= ~table.printed_before


def _give_mates(table: CountTable, hidden: Bools) -> None:
    """See to it that no group of a row has a single hidden count."""
    if table.chosen_together:
        return
    counts = table.with_sum
    for group in np.unique(table.groups):
        columns = np.flatnonzero(table.groups == group)
        for row in np.flatnonzero(hidden[:, columns].sum(axis=1) == 1):
            shown = [c for c in columns if not hidden[row, c]]
            for mate in sorted(shown, key=counts[row].__getitem__):
                if _hide(table, hidden, [(int(row), int(mate))]):
                    break


def _hide_around(table: CountTable, hidden: Bools, cell: Cell) -> None:
    """Hide the fewest further counts that keep a cell unknown, if there are such."""
    if stays_unknown(table, hidden, cell):
        return
    for further in _further(table, hidden, cell):
        tried = hidden.copy()
        if not _hide(table, tried, further):
            continue
        _give_mates(table, tried)
        if stays_unknown(table, tried, cell):
            hidden[:] = tried
            return


def _further(table: CountTable, hidden: Bools, cell: Cell) -> Iterator[list[Cell]]:
    """Yield what might be hidden with a cell, the smallest loss first."""
    row, column = cell
    m = len(table.counts)
    alike = np.flatnonzero(table.groups == table.groups[column])
    mates = [int(c) for c in alike if c != column and hidden[row, c]]
    if table.chosen_together:
        for other in np.argsort(table.counts[:, column], kind="stable"):
            yield [(int(other), column)]
        yield [(m, column)]
        return
    pairs = [[(other, column), (other, mate)] for mate in mates for other in range(m)]
    yield from sorted(pairs, key=lambda pair: sum(table.counts[at] for at in pair))
    yield from ([(m, column), (m, mate)] for mate in mates)
    yield [(r, int(c)) for r in {row, m} for c in alike]


def _hide(table: CountTable, hidden: Bools, cells: list[Cell]) -> bool:
    before = table.printed_before
    if before is not None and any(before[cell] for cell in cells):
        return False
    for cell in cells:
        hidden[cell] = True
    return True


def _cell(at: np.ndarray) -> Cell:
    return int(at[0]), int(at[1])
