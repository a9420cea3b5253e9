import numpy as np
import pytest

from analysis.errors import ArgumentError, ConvergenceError
from analysis.weighting.nonresponse import (
    base_weights,
    cell_weights,
    propensities,
    propensity_classes,
)

RANDOM = np.random.default_rng(3)


def test_a_base_weight_is_one_over_the_chance():
    assert base_weights([0.5, 1]).tolist() == [2, 1]


@pytest.mark.parametrize("chance", [0, -0.1, 1.1])
def test_a_chance_outside_its_range_is_refused(chance):
    with pytest.raises(ArgumentError, match=r"outside \(0, 1\]"):
        base_weights([chance])


def test_those_who_answered_stand_for_their_cell():
    weights = cell_weights(
        [1.0, 2.0, 3.0, 4.0], np.array([True, False, True, True]), ["a", "a", "b", "b"]
    )

    assert weights.tolist() == [3, 0, 3, 4]


def test_a_cell_of_weight_nought_needs_no_answer():
    weights = cell_weights([0.0, 1.0], np.array([False, True]), ["a", "b"])

    assert weights.tolist() == [0, 1]


def test_bad_cells_are_refused():
    with pytest.raises(ArgumentError, match="nobody of 'b' answered"):
        cell_weights([1, 1], np.array([True, False]), ["a", "b"])
    with pytest.raises(ArgumentError, match="answered holds int64"):
        cell_weights([1, 1], [1, 0], ["a", "b"])
    with pytest.raises(ArgumentError, match="differ in length"):
        cell_weights([1, 1], np.array([True, False]), ["a"])


def test_propensities_find_the_model_that_made_the_answers():
    x = np.column_stack([np.ones(40_000), RANDOM.normal(size=40_000)])
    chance = 1 / (1 + np.exp(-(x @ [0.4, -0.8])))
    answered = RANDOM.random(40_000) < chance

    model = propensities(x, answered, np.ones(40_000))

    assert model.coefficients == pytest.approx([0.4, -0.8], abs=0.05)
    assert model.probabilities == pytest.approx(chance, abs=0.03)


def test_a_variable_that_tells_all_has_no_propensities():
    x = np.column_stack([np.ones(8), np.arange(8.0)])

    with pytest.raises(ConvergenceError, match="without fail"):
        propensities(x, np.arange(8) > 3, np.ones(8))


def test_collinear_variables_are_refused():
    with pytest.raises(ArgumentError, match="collinear"):
        propensities(np.ones((4, 2)), np.arange(4) > 1, np.ones(4))


def test_a_fit_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("analysis.weighting.nonresponse.MOST_STEPS", 1)

    with pytest.raises(ConvergenceError, match="does not settle"):
        propensities(np.ones((4, 1)), np.arange(4) > 0, np.ones(4))


def test_classes_hold_about_the_same_weight():
    chance = RANDOM.random(1000)
    classes = propensity_classes(chance, np.ones(1000), classes=4)

    assert np.bincount(classes.astype(int)).tolist() == [250] * 4
    assert chance[classes == 0].max() < chance[classes == 1].min()


def test_equal_chances_share_a_class():
    assert set(propensity_classes([0.3] * 5, np.ones(5))) == {2}
    with pytest.raises(ArgumentError, match="classes is 0"):
        propensity_classes([0.3], [1], classes=0)
