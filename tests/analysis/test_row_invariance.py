"""What must not change an estimate from rows, calibrated or not."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.contrasts import difference, joint
from analysis.design import Design
from analysis.estimators import composite, linear_mean, mean, ratio, share, total
from analysis.models.rao_scott import rao_scott
from analysis.quantiles import quantile
from analysis.weighting.calibration import Margin, rake


@st.composite
def rows(draw):
    n = draw(st.integers(30, 60))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sex = random.integers(0, 2, n)
    sex[:2] = [0, 1]
    return {
        "weights": random.uniform(0.5, 80, n),
        "strata": random.integers(0, 2, n),
        "psus": random.integers(0, 6, n),
        "sex": sex,
        "score": random.integers(1, 6, n).astype(float),
        "domain": random.random(n) < 0.8,
    }


def figures(sample, *, raked=False):
    """All numbers of every estimator, in a fixed order."""
    design = Design.of(sample["weights"], strata=sample["strata"], psus=sample["psus"])
    if raked:
        design = rake(design, [Margin(sample["sex"], {0: 480.0, 1: 520.0})])
    score, domain, sex = sample["score"], sample["domain"], sample["sex"]
    by_sex = joint(
        [linear_mean(score, design, domain=sex == code) for code in (0, 1)], design
    )
    hits = np.column_stack([score >= 4, score >= 3])
    estimates = [
        mean(score, design, domain=domain),
        ratio(score, score + 1, design, domain=domain),
        share(score >= 4, design, base=domain),
        composite(hits, np.ones_like(hits), design, domain=domain),
        quantile(score, 0.5, design, domain=domain),
        difference(by_sex, 1, 0),
    ]
    if raked:
        estimates.append(total(score, design, domain=domain))
    numbers = [float(x) for e in estimates for x in astuple(e)[:-1]]
    test = rao_scott(score >= 4, sex, design)
    return [*numbers, test.statistic, test.p_value]


def same(one, other):
    return one == pytest.approx(other, rel=1e-7, abs=1e-9, nan_ok=True)


def has_all_cells(sample):
    """Rao and Scott's table needs all its cells."""
    table = {
        (s >= 4, sex) for s, sex in zip(sample["score"], sample["sex"], strict=True)
    }
    return len(table) == 4


@pytest.mark.parametrize("raked", [False, True])
@given(sample=rows().filter(has_all_cells), unit=st.floats(1e-3, 1e3))
@settings(deadline=None, max_examples=20)
def test_the_unit_of_the_weights_does_not_matter(raked, sample, unit):
    scaled = sample | {"weights": sample["weights"] * unit}

    assert same(figures(scaled, raked=raked), figures(sample, raked=raked))


@pytest.mark.parametrize("raked", [False, True])
@given(sample=rows().filter(has_all_cells), seed=st.integers(0, 999))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_rows_does_not_matter(raked, sample, seed):
    order = np.random.default_rng(seed).permutation(len(sample["weights"]))
    shuffled = {name: array[order] for name, array in sample.items()}

    assert same(figures(shuffled, raked=raked), figures(sample, raked=raked))


@given(sample=rows().filter(has_all_cells))
@settings(deadline=None, max_examples=20)
def test_the_labels_of_strata_and_psus_do_not_matter(sample):
    relabelled = sample | {
        "strata": np.array([f"tổ {code}" for code in 9 - sample["strata"]]),
        "psus": np.array([f"ngày {code}" for code in 7 * sample["psus"]]),
    }

    assert same(figures(relabelled), figures(sample))


@given(sample=rows().filter(has_all_cells))
@settings(deadline=None, max_examples=20)
def test_rows_of_weight_nought_in_known_psus_do_not_matter(sample):
    doubled = {name: np.concatenate([array] * 2) for name, array in sample.items()}
    doubled["weights"][len(sample["weights"]) :] = 0

    assert same(figures(doubled, raked=True), figures(sample, raked=True))
