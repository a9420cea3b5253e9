"""The differencing game: what is printed of many made-up worlds, against a solver.

Everyday a part of the worlds; `make disclosure-study` plays ten thousand.
"""

import os

import numpy as np
import pytest

from analysis.disclosure.suppression import protect
from tests.analysis.disclosure.worlds import make_world, told, versions_of

WORLDS = int(os.environ.get("DISCLOSURE_WORLDS", "500"))
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_no_hidden_count_can_be_told_by_anybody(part):
    rng = np.random.default_rng(20261126 + part)
    for _ in range(WORLDS // PARTS):
        for table in make_world(rng).tables:
            versions = versions_of(rng, table)
            readers = np.flatnonzero(table.counts)
            for own in (None, int(rng.choice(readers))):
                assert told(table, versions, own) == []


def test_what_is_left_out_is_less_than_half_of_the_counts():
    """Hiding everything would be safe, and of no use.

    These offices are small: of most, somebody can be counted on one hand.
    """
    rng = np.random.default_rng(7)
    hidden = shown = 0
    for _ in range(100):
        for table in make_world(rng).tables:
            large = ~(table.banded | table.silent)
            mask = protect(table).hidden[:-1][large]
            hidden += mask.sum()
            shown += (~mask).sum()
    assert hidden < shown
