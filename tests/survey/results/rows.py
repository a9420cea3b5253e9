"""Ratings drawn at random, and their PSU totals straight from the rows."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.psu_totals import PsuTotals

ITEMS = ("a1", "a2", "r1", "r2")
Row = Mapping[str, int]


def some_rows(seed: int, n: int) -> list[Row]:
    """Ratings of people some of whom used only part of the service."""
    rng = np.random.default_rng(seed)
    codes, chances = [1, 3, 4, 5, 98], [0.05, 0.1, 0.45, 0.3, 0.1]
    drawn = rng.choice(codes, size=(n, len(ITEMS)), p=chances)
    return [dict(zip(ITEMS, map(int, row), strict=True)) for row in drawn]


def totals(rows: Sequence[Row], weights: Sequence[float], **design: object):
    """Return hits and bases of the items per PSU, straight from the rows."""
    codes = np.array([[row[item] for item in ITEMS] for row in rows])
    both = np.hstack([codes >= 4, np.ones_like(codes)]) * np.tile(codes != 98, 2)
    table = PsuTotals.from_rows(both, weights, **design)
    return table, table.totals[:, :4], table.totals[:, 4:]
