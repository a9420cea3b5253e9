"""Whether a count stays unknown: another world would have been printed alike.

A reader who knows every printed number, and one answer, his own, cannot tell a
hidden count if there is another table with another count in its place that prints
the same and holds his answer too. Such tables are looked for among those that differ
from the true one by one answer moved between two options, in one unit or, so that
the sum stays, in two. To find one proves that nothing can be concluded; to find none
proves nothing, and more is hidden then.

A set of unknown counts with known sums is a network flow, and a cell of it is known
exactly where no cycle of moves passes through it: P. Kelly, B. Golden, A. Assad,
"Cell suppression: disclosure protection for sensitive tabular data", Networks 22
(1992).
"""

from collections.abc import Iterator

import numpy as np

from analysis.arrays import Bools
from analysis.disclosure.tables import FEWEST, STEP, CountTable

Cell = tuple[int, int]
Moves = dict[Cell, int]


def stays_unknown(table: CountTable, hidden: Bools, cell: Cell) -> bool:
    """Return whether no reader can tell a hidden count.

    The reader may be any one person of the table. Whoever is the only one to have
    chosen what the cell counts learns nothing about anybody else.

    Parameters
    ----------
    table
    hidden : ndarray of bool, shape (m + 1, k)
        Which counts are not printed; the last row is the sum.
    cell
        Row and column of a hidden count; row m is the sum.
    """
    told: set[Cell] | None = None
    alone = _alone(table, cell)
    for moves in _moves(table, hidden, cell):
        if not prints_alike(table, hidden, moves):
            continue
        theirs = _only_answers(table, moves) - alone
        told = theirs if told is None else told & theirs
        if not told:
            return True
    return False


def _alone(table: CountTable, cell: Cell) -> set[Cell]:
    """Return where the only person that a cell counts may stand, if it is one."""
    row, column = cell
    if table.with_sum[cell] != 1:
        return set()
    if row < len(table.counts):
        return {cell}
    return {(int(one), column) for one in np.flatnonzero(table.counts[:, column])}


def prints_alike(table: CountTable, hidden: Bools, moves: Moves) -> bool:
    """Return whether the table prints the same after some answers have moved."""
    m = len(table.counts)
    totals: dict[int, int] = {}
    for (row, column), change in moves.items():
        if not hidden[row, column] or not _fits(table, row, column, change):
            return False
        totals[column] = totals.get(column, 0) + change
    if any(change and not hidden[m, column] for column, change in totals.items()):
        return False
    return _sizes_fit(table, moves)


def _fits(table: CountTable, row: int, column: int, change: int) -> bool:
    before = int(table.counts[row, column])
    after = before + change
    if not 0 <= after <= max(int(table.sizes[row]), FEWEST - 1):
        return False
    return not table.banded[row] or before // STEP == after // STEP


def _sizes_fit(table: CountTable, moves: Moves) -> bool:
    """Return whether only silent units grow, and stay below ten answers."""
    if table.chosen_together:
        return True
    grown: dict[int, int] = {}
    for (row, _), change in moves.items():
        grown[row] = grown.get(row, 0) + change
    return all(
        change == 0
        or (table.silent[row] and 0 <= int(table.counts[row].sum()) + change < FEWEST)
        for row, change in grown.items()
    )


def _only_answers(table: CountTable, moves: Moves) -> set[Cell]:
    """Return the cells that lose their only answer: whoever gave it is not fooled."""
    return {
        cell for cell, change in moves.items() if change < 0 and table.counts[cell] == 1
    }


def _moves(table: CountTable, hidden: Bools, cell: Cell) -> Iterator[Moves]:
    """Yield moves that change a cell and may print alike."""
    row, column = cell
    rows = [row] if row < len(table.counts) else _rows(hidden, column)
    for one in rows:
        for change in (-1, 1):
            yield from _within_groups(table, hidden, (one, column), change, cell)
            if _is_loose(table, one):
                yield {(one, column): change}
                if row < len(table.counts):
                    for other in _rows(hidden, column):
                        if other != one and _is_loose(table, other):
                            yield {(one, column): change, (other, column): -change}


def _within_groups(
    table: CountTable, hidden: Bools, cell: Cell, change: int, target: Cell
) -> Iterator[Moves]:
    if table.chosen_together:
        return
    row, column = cell
    mates = hidden[row] & (table.groups == table.groups[column])
    for mate in np.flatnonzero(mates):
        if mate == column:
            continue
        moves = {(row, column): change, (row, int(mate)): -change}
        yield moves
        if target == cell:
            for other in _rows(hidden, column):
                if other != row and hidden[other, mate]:
                    back = {(other, column): -change, (other, int(mate)): change}
                    yield moves | back


def _rows(hidden: Bools, column: int) -> list[int]:
    return [int(row) for row in np.flatnonzero(hidden[:-1, column])]


def _is_loose(table: CountTable, row: int) -> bool:
    """Whether no sum of a row is printed, so that a count may change alone."""
    return table.chosen_together or bool(table.silent[row])
