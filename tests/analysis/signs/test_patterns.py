import math

import numpy as np
import pytest

from analysis.errors import ArgumentError
from analysis.signs.patterns import answer_match, straight_lines, straight_lining

RANDOM = np.random.default_rng(8)
NAN = np.nan


def forms(n, items=10):
    """Answers of people who mostly agree, and are mostly content."""
    lean = RANDOM.normal(4.2, 0.5, (n, 1))
    return np.clip(np.round(lean + RANDOM.normal(0, 0.8, (n, items))), 1, 5)


def test_a_straight_line_has_one_answer_whatever_it_is():
    answers = [[5] * 5, [1] * 5, [5, 5, 5, 5, 4], [3, 3, 3, 3, NAN], [NAN] * 5]

    assert straight_lines(answers).tolist() == [True, True, False, False, False]
    assert straight_lines(answers, fewest_items=4).tolist()[3]


def test_a_group_of_straight_lines_stands_out():
    answers = forms(200)
    answers[:15] = 5
    groups = np.repeat(["A", "B", "C", "D"], 50)

    signs = straight_lining(answers, groups, seed=1)

    assert [sign.group for sign in signs] == ["A", "B", "C", "D"]
    assert signs[0].p_value < 0.001
    assert signs[0].statistic >= 0.3 > signs[0].expected
    assert min(sign.p_value for sign in signs[1:]) > 0.05
    assert signs[0].n == 50


def test_flipping_the_scale_leaves_the_sign_as_it_was():
    answers = forms(60)
    answers[:9] = 5
    groups = np.repeat(["A", "B"], 30)

    assert straight_lining(answers, groups, seed=1) == straight_lining(
        6 - answers, groups, seed=1
    )


def test_a_contented_commune_does_not_accuse_its_interviewers():
    answers = forms(200)
    answers[:100] = np.where(RANDOM.random((100, 1)) < 0.8, 5, answers[:100])
    groups = np.repeat(["A", "B", "C", "D"], 50)
    commune = np.repeat(["x", "y"], 100)

    within = straight_lining(answers, groups, strata=commune, seed=1)
    across = straight_lining(answers, groups, seed=1)

    assert min(sign.p_value for sign in within) > 0.01
    assert min(sign.p_value for sign in across) < 0.001


def test_copied_forms_stand_out_and_honest_agreement_does_not():
    answers = forms(160)
    answers[:20] = answers[0] + (RANDOM.random((20, 10)) < 0.05)
    interviewers = np.repeat(list("ABCDEFGH"), 20)

    signs = answer_match(answers, interviewers, seed=3)

    assert signs[0].p_value <= 1 / 501
    assert signs[0].statistic > 0.8
    assert min(sign.p_value for sign in signs[1:]) > 0.01


def test_under_chance_alone_p_values_are_evenly_spread():
    found = []
    for seed in range(40):
        interviewers = RANDOM.permutation(np.repeat(list("ABCDE"), 8))
        signs = answer_match(forms(40), interviewers, seed=seed, permutations=99)
        found += [sign.p_value for sign in signs]

    assert 0.4 < np.mean(found) < 0.6
    assert np.mean(np.array(found) <= 0.05) < 0.1


def test_the_match_is_that_of_all_pairs():
    answers = [[1, 2], [1, 3], [1, 2], [4, 4]]

    signs = answer_match(answers, ["A", "A", "A", "B"], seed=1, permutations=9)

    assert signs[0].statistic == pytest.approx((0.5 + 1 + 0.5) / 3)
    assert math.isnan(signs[1].statistic)
    assert math.isnan(signs[1].p_value)


def test_a_seed_repeats_the_permutations():
    answers, who = forms(30), np.repeat(["A", "B"], 15)

    assert answer_match(answers, who, seed=5) == answer_match(answers, who, seed=5)


def test_bad_input_is_refused():
    with pytest.raises(ArgumentError, match="give forms by items"):
        straight_lines([5, 5])
    with pytest.raises(ArgumentError, match="permutations is 0"):
        straight_lining(forms(2), ["A", "B"], seed=1, permutations=0)
    with pytest.raises(ArgumentError, match="differ in length"):
        answer_match(forms(3), ["A", "B"], seed=1)
