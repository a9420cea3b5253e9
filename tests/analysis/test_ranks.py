import numpy as np
import pytest
from scipy import stats

from analysis.errors import ArgumentError
from analysis.ranks import rank_ranges

RANDOM = np.random.default_rng(15)


@pytest.mark.parametrize("df", [np.inf, 8])
@pytest.mark.parametrize("k", [2, 5])
def test_equal_independent_agencies_give_tukey_s_critical_value(k, df):
    found = rank_ranges(np.zeros(k), np.eye(k), df=df, seed=1, draws=40_000)

    tukey = stats.studentized_range.ppf(0.95, k, df) / 2**0.5
    assert found.critical == pytest.approx(tukey, rel=0.03)


def test_agencies_far_apart_have_one_rank_each():
    found = rank_ranges([0.9, 0.5, 0.7], np.eye(3) * 1e-4, seed=1)

    assert found.best.tolist() == found.worst.tolist() == [1, 3, 2]


def test_agencies_that_cannot_be_told_apart_share_all_ranks():
    found = rank_ranges([0.90, 0.91, 0.92], np.eye(3), seed=1)

    assert found.best.tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 3, 3]


def test_shared_psus_sharpen_the_ranks():
    shared = np.full((2, 2), 0.99) + 0.01 * np.eye(2)

    apart = rank_ranges([1.0, 0.0], shared, seed=1)
    together = rank_ranges([1.0, 0.0], np.eye(2), seed=1)

    assert apart.worst.tolist() == [1, 2]
    assert together.worst.tolist() == [2, 2]


def test_all_ranges_hold_their_ranks_at_once():
    truth = np.linspace(0, 1, 6)
    covariance = 0.05 * (np.eye(6) + 0.3)
    root = np.linalg.cholesky(covariance)
    held = 0
    for run in range(300):
        estimates = truth + root @ RANDOM.normal(size=6)
        found = rank_ranges(estimates, covariance, seed=run, draws=500)
        ranks = np.arange(6, 0, -1)
        held += ((found.best <= ranks) & (ranks <= found.worst)).all()

    assert held / 300 >= 0.93


def test_a_difference_without_an_error_tells_nothing():
    same = rank_ranges([1.0, 0.0], np.ones((2, 2)), seed=1)
    certain = rank_ranges([1.0, 0.0], np.zeros((2, 2)), seed=1)

    assert same.worst.tolist() == certain.worst.tolist() == [2, 2]


def test_many_agencies_are_simulated_in_parts(monkeypatch):
    monkeypatch.setattr("analysis.ranks.AT_ONCE", 30)

    found = rank_ranges(np.zeros(5), np.eye(5), seed=1, draws=2000)

    assert found.critical == pytest.approx(2.73, abs=0.2)


@pytest.mark.parametrize(
    ("values", "covariance", "options", "message"),
    [
        ([1, 2], np.eye(3), {}, "covariance must be symmetric"),
        ([1, 2], [[1, 0.5], [0.1, 1]], {}, "covariance must be symmetric"),
        ([1, 2], -np.eye(2), {}, "negative variance"),
        ([1, np.nan], np.eye(2), {}, "values holds a missing"),
        ([1, 2], np.eye(2), {"level": 1}, "level is 1"),
        ([1, 2], np.eye(2), {"df": 0}, "df 0"),
    ],
)
def test_bad_input_is_refused(values, covariance, options, message):
    with pytest.raises(ArgumentError, match=message):
        rank_ranges(values, covariance, seed=1, **options)
