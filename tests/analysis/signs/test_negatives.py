import math

import numpy as np
import pytest

from analysis.contrasts import joint
from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.estimators import linear_mean
from analysis.signs.negatives import channel_shift, missing_negatives, shift_is_large


def test_a_group_without_complaints_among_many_is_rare():
    signs = missing_negatives(
        {"A": 0, "B": 20, "C": 24}, {"A": 300, "B": 300, "C": 300}
    )

    assert signs[0].p_value < 1e-6
    assert signs[0].statistic == 0
    assert signs[0].expected == 44 / 600
    assert signs[1].p_value > 0.5


def test_few_answers_are_no_sign():
    signs = missing_negatives({"A": 0, "B": 20}, {"A": 5, "B": 300})

    assert signs[0].p_value > 0.5


def test_without_answers_or_others_nothing_is_said():
    nobody, alone = missing_negatives({"A": 0, "B": 2}, {"A": 0, "B": 9})

    assert math.isnan(nobody.p_value)
    assert math.isnan(nobody.statistic)
    assert math.isnan(alone.p_value)
    assert math.isnan(alone.expected)


def test_counts_that_do_not_fit_are_refused():
    with pytest.raises(ArgumentError, match="different groups"):
        missing_negatives({"A": 0}, {"B": 1})
    with pytest.raises(ArgumentError, match="negatives of 'A' is 2 of 1"):
        missing_negatives({"A": 2}, {"A": 1})


def channels(home, counter):
    satisfied = np.repeat([1.0, 0, 1, 0], [home, 200 - home, counter, 200 - counter])
    design = Design.of(np.ones(400))
    at_home = np.arange(400) < 200
    estimates = [
        linear_mean(satisfied, design, domain=which) for which in (at_home, ~at_home)
    ]
    return joint(estimates, design)


def test_a_shift_between_channels_has_an_interval():
    (shift,) = channel_shift(channels(190, 130))

    assert shift.value == pytest.approx(0.3)
    assert shift.level == 0.99
    assert shift_is_large(shift)


@pytest.mark.parametrize(("home", "counter"), [(150, 130), (130, 128)])
def test_a_small_shift_is_not_large(home, counter):
    (shift,) = channel_shift(channels(home, counter))

    assert not shift_is_large(shift)


def test_one_channel_has_nothing_to_differ_from():
    design = Design.of(np.ones(3))
    one = joint([linear_mean([1.0, 0, 1], design)], design)

    with pytest.raises(ArgumentError, match="single channel"):
        channel_shift(one)
