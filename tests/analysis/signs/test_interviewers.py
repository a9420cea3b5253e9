import math

import numpy as np
import pytest

from analysis.errors import EmptyBaseError
from analysis.signs.interviewers import interviewer_effect

RANDOM = np.random.default_rng(4)


def test_the_effect_of_interviewers_is_found_within_places():
    place = np.repeat(np.arange(30), 60)
    who = np.repeat(np.arange(90), 20)
    y = RANDOM.normal(0, 1, 30)[place] + RANDOM.normal(0, 0.5, 90)[who]
    y = y + RANDOM.normal(0, 1, 1800)

    effect = interviewer_effect(y, who, strata=place)

    assert effect.icc == pytest.approx(0.25 / 1.25, abs=0.06)
    assert effect.p_value < 1e-6
    assert effect.deff == pytest.approx(1 + 19 * effect.icc)
    assert (effect.interviewers, effect.n) == (90, 1800)


def test_places_alone_are_no_effect_of_interviewers():
    place = np.repeat(np.arange(30), 60)
    who = np.repeat(np.arange(90), 20)
    y = RANDOM.normal(0, 1, 30)[place] + RANDOM.normal(0, 1, 1800)

    assert interviewer_effect(y, who, strata=place).icc == pytest.approx(0, abs=0.05)


def test_the_balanced_case_is_the_textbook_s():
    y = [1.0, 2, 3, 5, 6, 7]

    effect = interviewer_effect(y, ["A"] * 3 + ["B"] * 3)

    assert effect.icc == pytest.approx((24 - 1) / (24 + 2 * 1))


def test_a_place_with_one_interviewer_is_left_out():
    effect = interviewer_effect(
        [1.0, 2, 3, 4, 9, 9], ["A", "A", "B", "B", "A", "A"], strata=[1, 1, 1, 1, 2, 2]
    )

    assert (effect.interviewers, effect.n) == (2, 4)


def test_equal_answers_have_no_correlation():
    effect = interviewer_effect([5.0] * 4, ["A", "A", "B", "B"])

    assert math.isnan(effect.icc)
    assert math.isnan(effect.p_value)


@pytest.mark.parametrize("who", [["A", "A", "A"], ["A", "B", "C"]])
def test_nothing_to_compare_is_refused(who):
    with pytest.raises(EmptyBaseError, match="no stratum has two interviewers"):
        interviewer_effect([1.0, 2, 3], who)
