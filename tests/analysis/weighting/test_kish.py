import pytest

from analysis.errors import ArgumentError
from analysis.weighting.kish import effective_size, kish_deff


def test_equal_weights_cost_nothing():
    assert kish_deff([3, 3, 3, 0]) == 1
    assert effective_size([3, 3, 3, 0]) == 3


def test_unequal_weights_cost_one_plus_their_relative_variance():
    assert kish_deff([1, 3]) == pytest.approx(2 * 10 / 16)
    assert effective_size([1, 3]) == pytest.approx(1.6)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [1, float("nan")]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ArgumentError, match="weights are all nought, or hold"):
        kish_deff(weights)
