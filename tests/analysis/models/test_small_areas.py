import numpy as np
import pytest

from analysis.errors import ArgumentError, ConvergenceError
from analysis.models import small_areas
from analysis.models.small_areas import beta_binomial

RANDOM = np.random.default_rng(13)


def areas(k=400, mean=0.85, strength=40):
    truth = RANDOM.beta(mean * strength, (1 - mean) * strength, k)
    sizes = RANDOM.integers(5, 80, k)
    return truth, RANDOM.binomial(sizes, truth) / sizes, sizes


def test_the_model_that_made_the_areas_is_found():
    _, shares, sizes = areas(k=3000)

    found = beta_binomial(shares, sizes)

    assert found.mean == pytest.approx(0.85, abs=0.01)
    assert found.strength == pytest.approx(40, rel=0.2)
    assert found.model_based


def test_shrunken_shares_are_nearer_to_the_truth_and_their_intervals_hold_it():
    truth, shares, sizes = areas()

    found = beta_binomial(shares, sizes)

    assert np.mean((found.value - truth) ** 2) < 0.8 * np.mean((shares - truth) ** 2)
    covered = np.mean((found.low <= truth) & (truth <= found.high))
    assert covered == pytest.approx(0.95, abs=0.03)


def test_the_fewer_answers_the_more_is_borrowed():
    _, shares, sizes = areas()

    found = beta_binomial(shares, sizes)

    order = np.argsort(sizes)
    assert (np.diff(found.own_part[order]) >= 0).all()
    between = found.own_part * shares + (1 - found.own_part) * found.mean
    assert found.value == pytest.approx(between)


def test_an_area_without_answers_has_the_common_mean():
    found = beta_binomial([0.8, 0.9, 0.7, np.nan], [30, 40, 50, 0])

    assert found.value[3] == pytest.approx(found.mean)
    assert found.own_part[3] == 0


def test_areas_that_do_not_differ_are_all_but_equal():
    found = beta_binomial([0.8, 0.8, 0.8, 0.8], [100, 50, 200, 100])

    assert np.ptp(found.value) < 0.001


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5] * 3, [1, 1, 0]), "fewer than three areas"),
        (([0.5, 0.5, 1.5], [1, 1, 1]), r"outside \[0, 1\]"),
        (([0.5] * 3, [1, 1, -1]), "sizes holds the negative"),
        (([0.5] * 2, [1, 1, 1]), "differ in length"),
    ],
)
def test_bad_areas_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        beta_binomial(*arguments)
    with pytest.raises(ArgumentError, match="level is 95"):
        beta_binomial([0.5] * 3, [1, 1, 1], level=95)


def test_a_likelihood_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(small_areas, "MOST_STEPS", 1)

    with pytest.raises(ConvergenceError, match="does not settle"):
        beta_binomial([0.2, 0.9, 0.5, 0.7], [30, 40, 50, 60])
