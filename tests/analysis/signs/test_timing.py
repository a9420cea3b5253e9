import math

import pytest

from analysis.errors import ArgumentError
from analysis.signs.timing import burst, day_rhythm, simulated_days


def test_the_densest_stretch_is_found_wherever_it_begins():
    day = day_rhythm([4000, 0, 500, 550, 590, 1100, 9000])

    assert day.most_in_window == 4
    assert day.short_gaps == 1
    assert day.longest_gap == 9000 - 4000
    assert day.n == 7


def test_both_ends_of_a_window_count():
    assert day_rhythm([0, 600]).most_in_window == 2
    assert day_rhythm([0, 601]).most_in_window == 1


def test_a_day_with_one_answer_or_none_has_no_gap():
    assert math.isnan(day_rhythm([5]).longest_gap)
    assert day_rhythm([]).most_in_window == 0


def test_a_burst_is_rarer_than_ordinary_days():
    ordinary = simulated_days(20, seconds=8 * 3600, seed=1)
    stuffed = day_rhythm([*range(0, 28_000, 1400), *range(9000, 9300, 30)])

    sign = burst("quầy 3", stuffed, ordinary)

    assert sign.p_value < 0.002
    assert sign.statistic >= 10 > 2 * sign.expected
    assert simulated_days(20, seconds=8 * 3600, seed=1) == ordinary


def test_an_ordinary_day_is_no_sign():
    ordinary = simulated_days(20, seconds=8 * 3600, seed=1, days=200)

    assert burst("quầy 3", day_rhythm(range(0, 28_000, 1400)), ordinary).p_value == 1


def test_bad_input_is_refused():
    with pytest.raises(ArgumentError, match="window is 0"):
        day_rhythm([1], window=0)
    with pytest.raises(ArgumentError, match="ordinary is empty"):
        burst("quầy 3", day_rhythm([1]), [])
    with pytest.raises(ArgumentError, match="answers is 0"):
        simulated_days(0, seconds=9, seed=1)
