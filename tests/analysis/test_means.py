import math

import numpy as np
import pytest

from analysis.errors import ArgumentError, EmptyBaseError
from analysis.means import mean_estimate, ratio_estimate, total_estimate

STRATA = [0, 0, 0]


def test_equal_psus_do_not_make_a_mean_certain():
    estimate = mean_estimate([10, 20, 30], [2, 4, 6], STRATA, n=12, sum_squares=300)

    assert (estimate.value, estimate.se) == (5, 0)
    assert math.isnan(estimate.low)
    assert math.isnan(estimate.deff)


def test_a_mean_without_sums_of_squares_has_no_design_effect():
    estimate = mean_estimate([9, 20, 24], [2, 4, 6], STRATA, n=12)

    assert estimate.low < estimate.value < estimate.high
    assert math.isnan(estimate.deff)
    assert math.isnan(estimate.n_eff)


def test_clusters_cost_effective_size():
    estimate = mean_estimate([10, 4, 12], [2, 4, 6], STRATA, n=12, sum_squares=99)

    assert estimate.n_eff == pytest.approx(12 / estimate.deff)
    assert estimate.n_eff < 12


def test_a_single_psu_gives_no_interval():
    assert math.isnan(mean_estimate([8], [2], [0], n=2).high)


def test_a_domain_may_have_members_without_a_denominator():
    numbers = [3, 0, 4], [4, 0, 5], STRATA

    assert ratio_estimate(*numbers, n=9).df == 1
    assert ratio_estimate(*numbers, n=9, members=[True] * 3).df == 2


def test_a_total_without_base_has_no_design_effect():
    estimate = total_estimate([3, 5, 9], STRATA, n=9, members=[True] * 3)

    assert estimate.value == 17
    assert math.isnan(estimate.deff)


def test_an_empty_base_is_refused():
    with pytest.raises(EmptyBaseError):
        mean_estimate(np.zeros(3), np.zeros(3), STRATA, n=0)


def test_a_level_outside_its_range_is_refused():
    with pytest.raises(ArgumentError, match="level is 95"):
        mean_estimate([9, 20, 24], [2, 4, 6], STRATA, n=12, level=95)
