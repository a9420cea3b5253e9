"""What must not change an estimate."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.psu_totals import PsuTotals, merge
from analysis.shares import composite_estimate, share_estimate

ITEMS = 3


@st.composite
def samples(draw):
    rows = draw(st.integers(4, 40))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    valid = random.random((rows, ITEMS)) < 0.8
    valid[0] = True
    hits = valid & (random.random((rows, ITEMS)) < 0.7)
    return {
        "values": np.hstack([hits, valid]).astype(float),
        "weights": random.uniform(0.5, 80, rows),
        "strata": random.integers(0, 3, rows),
        "psus": random.integers(0, 5, rows),
    }


def figures(table: PsuTotals) -> list[float]:
    """All numbers of a share and of each composite."""
    hits, bases = table.totals[:, :ITEMS], table.totals[:, ITEMS:]
    counted = table.counts.sum(axis=0).astype(int)
    share = share_estimate(
        hits[:, 0],
        bases[:, 0],
        table.strata,
        n=int(counted[ITEMS]),
        n_hits=int(counted[0]),
    )
    composites = [
        composite_estimate(
            hits,
            bases,
            table.strata,
            n=40,
            aggregation=aggregation,
            factors=factors,
            n_hits=int(counted[:ITEMS].sum()),
            n_answers=int(counted[ITEMS:].sum()),
        )
        for aggregation, factors in (
            ("mean_of_item_shares", None),
            ("ratio_of_totals", None),
            ("mean_of_factors", [1, 2, 2]),
        )
    ]
    return [float(x) for e in (share, *composites) for x in astuple(e)[:-1]]


def same(one: list[float], other: list[float]) -> bool:
    return one == pytest.approx(other, rel=1e-7, abs=1e-9, nan_ok=True)


def reduced(sample, **changed) -> PsuTotals:
    return PsuTotals.from_rows(**(sample | changed))


@given(samples(), st.floats(1e-6, 1e6))
@settings(deadline=None, max_examples=40)
def test_the_unit_of_the_weights_does_not_matter(sample, unit):
    scaled = reduced(sample, weights=sample["weights"] * unit)

    assert same(figures(scaled), figures(reduced(sample)))


@given(samples(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_the_rows_does_not_matter(sample, random):
    order = list(range(len(sample["weights"])))
    random.shuffle(order)
    shuffled = {name: array[order] for name, array in sample.items()}

    assert same(figures(reduced(shuffled)), figures(reduced(sample)))


@given(samples())
@settings(deadline=None, max_examples=40)
def test_the_labels_of_strata_and_psus_do_not_matter(sample):
    relabelled = reduced(
        sample,
        strata=[f"tổ {stratum}" for stratum in 9 - sample["strata"]],
        psus=[f"ngày {psu}" for psu in 7 * sample["psus"]],
    )

    assert same(figures(relabelled), figures(reduced(sample)))


@given(samples(), st.integers(0, 40))
@settings(deadline=None, max_examples=40)
def test_a_sample_in_two_parts_gives_the_figures_of_the_whole(sample, cut):
    parts = [
        {name: array[part] for name, array in sample.items()}
        for part in (slice(0, cut), slice(cut, None))
    ]

    merged = merge([reduced(part) for part in parts])

    assert same(figures(merged), figures(reduced(sample)))


@given(samples())
@settings(deadline=None, max_examples=40)
def test_rows_outside_the_base_do_not_matter_once_their_psu_is_there(sample):
    doubled = {name: np.concatenate([array] * 2) for name, array in sample.items()}
    doubled["values"][len(sample["weights"]) :] = 0

    assert same(figures(reduced(doubled)), figures(reduced(sample)))
