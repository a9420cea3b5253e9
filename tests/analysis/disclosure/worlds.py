"""Made-up offices, what is printed of them, and what an attacker makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.disclosure.attacker import Attack, Statement
from analysis.disclosure.suppression import protect
from analysis.disclosure.tables import CountTable, Printing

LEVELS = np.array([1, 1, 1, 0, 0, 2])  # poor, fair, so-so | good, very good | no answer
SIZES = [4, 7, 9, 11, 14, 25, 31, 45, 60, 120]
REASONS = 4


@dataclass(frozen=True)
class World:
    """Answers of some units over some periods, each period published by itself."""

    tables: tuple[CountTable, ...]


def make_world(rng: np.random.Generator) -> World:
    """Return two to four periods of one to six units.

    Few answers are carried over, as the product does it: a unit's answers wait until
    they are ten. What is left at the end may be part of a sum without being printed,
    or is published as a group that was declared before.
    """
    units, periods = int(rng.integers(1, 7)), int(rng.integers(2, 5))
    together = rng.random() < 0.25
    waiting = [np.zeros(REASONS if together else len(LEVELS), int)] * units
    likely = rng.dirichlet([0.3, 0.5, 1.0, 5.0, 7.0, 0.3], units)
    left = np.zeros(units, int)
    grouped = rng.random() < 0.5
    tables = []
    for period in range(periods):
        new = rng.choice(SIZES, units)
        left = left + new
        waiting = [
            w + _answers(rng, n, p, together)
            for w, n, p in zip(waiting, new, likely, strict=True)
        ]
        last = period == periods - 1
        ready = [u for u in range(units) if left[u] >= 10]
        quiet = [u for u in range(units) if left[u] < 10] if last else []
        if sum(left[u] for u in quiet) < 10:
            quiet = []
        if quiet and grouped:
            # The first of them stands for the group, as one more row that is printed.
            pool, *others = quiet
            waiting[pool] = sum(waiting[u] for u in quiet)
            left[pool] = sum(left[u] for u in quiet)
            left[others] = 0
            ready, quiet = [*ready, pool], []
        if ready:
            tables.append(_table(waiting, left, [*ready, *quiet], together))
        for unit in ready:
            waiting[unit] = np.zeros_like(waiting[unit])
            left[unit] = 0
    return World(tables=tuple(tables))


def _answers(rng, n: int, likely: np.ndarray, together: bool) -> np.ndarray:
    if together:
        return np.array([rng.binomial(n, p) for p in (0.02, 0.08, 0.2, 0.4)])
    return rng.multinomial(n, likely)


def _table(waiting, left, units, together: bool) -> CountTable:
    sizes = left[units]
    return CountTable(
        counts=np.array([waiting[unit] for unit in units]),
        groups=np.arange(REASONS) if together else LEVELS,
        banded=(sizes >= 10) & (sizes < 30),
        silent=sizes < 10,
        sizes=sizes,
        chosen_together=together,
    )


def attack_on(table: CountTable, printing: Printing, own: int | None = None) -> Attack:
    """Return all that a page says of a table, as an attacker writes it down.

    He is given more than a page says: of small units also the exact sums that the
    page only tells in bands.
    """
    m, k = table.counts.shape
    statements = []
    for row in range(m):
        cells = {column: row * k + column for column in range(k)}
        if table.silent[row]:
            ends = (0, 9)
            statements.append(Statement(dict.fromkeys(cells.values(), 1.0), *ends))
            continue
        statements += _row(table, printing, row, [[cells[c]] for c in range(k)])
    statements += _row(
        table, printing, m, [[row * k + c for row in range(m)] for c in range(k)]
    )
    return Attack(cells=m * k, statements=statements, own=own)


def _row(table, printing, row: int, cells: list[list[int]]) -> list[Statement]:
    counts, said = table.with_sum[row], []
    for column, members in enumerate(cells):
        weights = dict.fromkeys(members, 1.0)
        if not printing.hidden[row, column]:
            said.append(Statement(weights, counts[column], counts[column]))
        elif row < len(table.counts) and table.banded[row]:
            low = counts[column] // 10 * 10
            said.append(Statement(weights, low, low + 9))
        elif table.chosen_together and row < len(table.counts):
            said.append(Statement(weights, 0, table.sizes[row]))
    if table.chosen_together:
        return said
    for group in np.unique(table.groups):
        columns = np.flatnonzero(table.groups == group)
        members = [cell for column in columns for cell in cells[column]]
        total = counts[columns].sum()
        said.append(Statement(dict.fromkeys(members, 1.0), total, total))
    return said


def versions_of(rng: np.random.Generator, table: CountTable) -> list[Printing]:
    """Return what is printed of a table: sometimes also in a correction.

    The version before it comes from a program that hid more; the answers are the same.
    """
    printing = protect(table)
    if rng.random() < 0.7:
        return [printing]
    hidden = printing.hidden | (rng.random(printing.hidden.shape) < 0.15)
    corrected = protect(replace(table, printed_before=~hidden))
    return [Printing(hidden=hidden), corrected]


def told(table: CountTable, versions: Sequence[Printing], own: int | None) -> list[int]:
    """Return the small counts of which an attacker learns about somebody else."""
    attacks = [attack_on(table, printing, own) for printing in versions]
    attack = replace(
        attacks[0], statements=[said for each in attacks for said in each.statements]
    )
    found = []
    hidden = np.logical_and.reduce([printing.hidden[:-1] for printing in versions])
    for cell in np.flatnonzero(table.small()[:-1] & hidden):
        others = table.counts.flat[cell] - (1 if cell == own else 0)
        if others > 0 and attack.tells(int(cell)):
            found.append(int(cell))
    return found
