import numpy as np
import pytest

from analysis.errors import ArgumentError, ConvergenceError
from analysis.models import fay_herriot as module
from analysis.models.fay_herriot import fay_herriot

RANDOM = np.random.default_rng(14)


def areas(k=120, spread=1.0):
    x = np.column_stack([np.ones(k), RANDOM.normal(size=k)])
    variances = RANDOM.uniform(0.3, 3, k)
    truth = x @ [2.0, 1.5] + RANDOM.normal(0, spread**0.5, k)
    return truth, truth + RANDOM.normal(0, variances**0.5), variances, x


def test_the_model_that_made_the_areas_is_found():
    _, estimates, variances, x = areas(k=1500)

    found = fay_herriot(estimates, variances, x)

    assert found.spread == pytest.approx(1, rel=0.2)
    assert found.coefficients == pytest.approx([2, 1.5], abs=0.15)
    assert found.model_based


def test_its_errors_are_those_it_states_and_below_the_direct_ones():
    squared, stated, direct = [], [], []
    for _ in range(60):
        truth, estimates, variances, x = areas()
        found = fay_herriot(estimates, variances, x)
        squared.append(np.mean((found.value - truth) ** 2))
        stated.append(np.mean(found.se**2))
        direct.append(np.mean((estimates - truth) ** 2))

    assert np.mean(squared) == pytest.approx(np.mean(stated), rel=0.1)
    assert np.mean(squared) < 0.7 * np.mean(direct)


def test_equal_variances_have_a_closed_form():
    y = np.array([1.0, 2, 4, 9, 4])

    found = fay_herriot(y, np.full(5, 2.0), np.ones((5, 1)))

    assert found.spread == pytest.approx(np.var(y, ddof=1) - 2)
    own = found.spread / (found.spread + 2)
    assert found.value == pytest.approx(own * y + (1 - own) * 4)


def test_areas_that_differ_by_chance_alone_take_the_regression():
    found = fay_herriot([1.0, 1.1, 0.9, 1.0], np.full(4, 5.0), np.ones((4, 1)))

    assert found.spread == 0
    assert found.value == pytest.approx(1.0)


def test_bad_areas_are_refused():
    _, estimates, variances, x = areas(k=9)

    with pytest.raises(ArgumentError, match="an se of nought is no certainty"):
        fay_herriot(estimates, variances * 0, x)
    with pytest.raises(ArgumentError, match="collinear, or as many as areas"):
        fay_herriot(estimates, variances, np.ones((9, 2)))
    with pytest.raises(ArgumentError, match="collinear, or as many as areas"):
        fay_herriot(estimates[:2], variances[:2], x[:2])


def test_a_variance_that_does_not_settle_is_an_error(monkeypatch):
    monkeypatch.setattr(module, "MOST_STEPS", 1)
    _, estimates, variances, x = areas()

    with pytest.raises(ConvergenceError, match="between areas does not settle"):
        fay_herriot(estimates, variances, x)
