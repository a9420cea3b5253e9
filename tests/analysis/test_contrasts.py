import math

import numpy as np
import pytest

from analysis.contrasts import contrast, difference, joint, joint_of_totals
from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.estimators import linear_mean, linear_total, mean, total
from analysis.linearised import linear_ratio
from analysis.psu_totals import PsuTotals
from analysis.waves import side_by_side

RANDOM = np.random.default_rng(5)
PSUS = np.repeat(np.arange(12), 4)
STRATA = PSUS // 4
WEIGHTS = RANDOM.uniform(1, 9, 48)
SCORE = RANDOM.normal(3, 1, 48) + RANDOM.normal(0, 1, 12)[PSUS]
AGENCY = RANDOM.integers(0, 2, 48)
DESIGN = Design.of(WEIGHTS, strata=STRATA, psus=PSUS)


def by_agency():
    return joint(
        [linear_mean(SCORE, DESIGN, domain=agency == AGENCY) for agency in (0, 1)],
        DESIGN,
    )


def test_a_contrast_of_one_estimate_is_the_estimate():
    alone = mean(SCORE, DESIGN, domain=AGENCY == 0)

    found = contrast(by_agency(), [1, 0])

    assert found.value == alone.value
    assert found.se == pytest.approx(alone.se)
    assert by_agency().se[0] == pytest.approx(alone.se)


def test_a_difference_uses_the_covariance_of_shared_psus():
    both = by_agency()

    found = difference(both, 1, 0)

    expected = both.covariance[0, 0] + both.covariance[1, 1] - 2 * both.covariance[0, 1]
    assert found.se == pytest.approx(math.sqrt(expected))
    assert both.covariance[0, 1] > 0
    assert found.value == both.values[1] - both.values[0]


def test_an_estimate_does_not_differ_from_itself():
    found = difference(by_agency(), 0, 0)

    assert (found.value, found.se) == (0, 0)
    assert math.isnan(found.low)


def test_domains_of_a_total_add_up_to_the_total():
    parts = joint(
        [linear_total(SCORE, DESIGN, domain=agency == AGENCY) for agency in (0, 1)],
        DESIGN,
    )

    whole = total(SCORE, DESIGN)
    found = contrast(parts, [1, 1])

    assert found.value == pytest.approx(whole.value)
    assert found.se == pytest.approx(whole.se)


def test_bad_contrasts_are_refused():
    table = PsuTotals(np.zeros(2), np.ones((2, 1)))
    with pytest.raises(ArgumentError, match="coefficients are"):
        contrast(by_agency(), [1, 0, 0])
    with pytest.raises(ArgumentError, match="estimates is empty"):
        joint([], DESIGN)
    with pytest.raises(ArgumentError, match="estimates is empty"):
        joint_of_totals([], table, n=2)


def wave(rows, values):
    return PsuTotals.from_rows(
        np.column_stack([values, np.ones(rows.sum())]),
        WEIGHTS[rows],
        strata=STRATA[rows],
        psus=PSUS[rows],
    )


def test_waves_from_psu_totals_equal_waves_from_stacked_rows():
    early, late = PSUS < 10, PSUS > 1
    table = side_by_side(wave(early, SCORE[early]), wave(late, SCORE[late] + 0.5))
    ratios = [linear_ratio(*table.totals[:, k : k + 2].T) for k in (0, 2)]
    members = table.totals[:, [1, 3]].sum(axis=1) > 0
    from_totals = joint_of_totals(ratios, table, n=80, members=members)

    stacked = np.concatenate([SCORE[early], SCORE[late] + 0.5])
    second = np.arange(len(stacked)) >= early.sum()
    design = Design.of(
        np.concatenate([WEIGHTS[early], WEIGHTS[late]]),
        strata=np.concatenate([STRATA[early], STRATA[late]]),
        psus=np.concatenate([PSUS[early], PSUS[late]]),
    )
    from_rows = joint(
        [linear_mean(stacked, design, domain=which) for which in (~second, second)],
        design,
    )

    assert difference(from_totals, 1, 0).se == pytest.approx(
        difference(from_rows, 1, 0).se
    )
    assert from_totals.df == from_rows.df == 12 - 3


def test_all_psus_are_members_unless_told_otherwise():
    table = wave(PSUS < 12, SCORE)

    found = joint_of_totals([linear_ratio(*table.totals.T)], table, n=48)

    assert found.df == 12 - 3


def test_waves_without_labels_cannot_be_matched():
    bare = PsuTotals(np.zeros(2), np.ones((2, 1)))
    labelled = PsuTotals.from_rows([1, 1], [1, 1])

    with pytest.raises(ArgumentError, match="second has no labels"):
        side_by_side(labelled, bare)
    no_counts = PsuTotals(np.zeros(2), np.ones((2, 1)), None, np.arange(2))
    assert side_by_side(no_counts, labelled).counts is None
