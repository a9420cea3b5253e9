import numpy as np
import pytest

from analysis.errors import ArgumentError
from analysis.weighting.trimming import trim


def test_trimming_keeps_the_sum_of_each_group():
    weights = np.array([1.0, 1.0, 1.0, 9.0, 2.0, 2.0, 2.0, 30.0, 0.0])
    groups = [0, 0, 0, 0, 1, 1, 1, 1, 1]

    found = trim(weights, high=2.0, groups=groups)

    assert found[:4] == pytest.approx([2, 2, 2, 6])
    assert found[4:].sum() == pytest.approx(36)
    assert found[7] == pytest.approx(18)
    assert found[8] == 0


def test_weights_within_bounds_are_left_alone():
    assert trim([1.0, 2.0, 3.0], high=3.0) == pytest.approx([1, 2, 3])


@pytest.mark.parametrize("bounds", [{"high": 1.0}, {"low": 1.0, "high": 2.0}])
def test_bounds_that_leave_no_room_are_refused(bounds):
    with pytest.raises(ArgumentError, match="low must be below 1"):
        trim([1.0, 2.0], **bounds)
