import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.estimators import share
from analysis.scoring import measures

NAN = np.nan
FORMS = np.array([[5, 4, 0], [5, 3, NAN], [4, 4, 4], [0, NAN, 0], [1, 1, 1]])


def mean_of(measure):
    return measure.values.sum() / measure.base.sum()


def test_measures_of_the_same_answers_are_different_numbers():
    fours = np.full(10, 4)

    assert mean_of(measures.satisfied(fours)) == 1.0
    assert mean_of(measures.mean_score(fours)) == 4.0
    assert mean_of(measures.rescaled_score(fours)) == 75.0
    assert mean_of(measures.part_of_best_score(fours)) == pytest.approx(0.8)


def test_each_measure_has_a_name_of_its_own():
    codes = np.full((3, 2), 4)
    names = [
        measure(codes).name
        for measure in (
            measures.satisfied,
            measures.mean_score,
            measures.rescaled_score,
            measures.part_of_best_score,
            measures.wholly_satisfied,
            measures.content_score,
        )
    ]

    assert len(set(names)) == len(names)


def test_what_was_not_used_or_not_answered_leaves_the_base():
    found = measures.satisfied(FORMS)

    assert found.base.tolist()[1] == [True, True, False]
    assert mean_of(found) == 6 / 10
    assert (found.values[~found.base] == 0).all()


def test_a_form_is_wholly_satisfied_by_its_valid_answers():
    found = measures.wholly_satisfied(FORMS)

    assert found.hits.tolist() == [True, False, True, False, False]
    assert found.base.tolist() == [True, True, True, False, True]


def test_expectations_may_be_exceeded():
    found = measures.expectation_met([200, 50, NAN])

    assert mean_of(found) == 1.25


def test_another_answer_stays_in_the_base_of_coming_back():
    found = measures.certainly_returns([5, 6, 4, NAN])

    assert mean_of(found) == 1 / 3


def test_a_content_averages_the_items_that_were_answered():
    found = measures.content_score(FORMS)

    assert found.values.tolist() == [4.5, 4, 4, 0, 1]
    assert found.base.tolist() == [True, True, True, False, True]


def test_a_measure_becomes_a_figure():
    found = measures.satisfied([5, 4, 3, 0])

    assert share(found.hits, Design.of(np.ones(4)), base=found.base).value == 2 / 3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measures.satisfied([6]), "codes holds 6"),
        (lambda: measures.mean_score([3.5]), "codes holds 3.5"),
        (lambda: measures.certainly_returns([7]), "codes holds 7"),
        (lambda: measures.expectation_met([201]), "outside 0 to 200"),
        (lambda: measures.wholly_satisfied([5]), "give forms by items"),
        (lambda: measures.content_score([5]), "give forms by items"),
    ],
)
def test_codes_that_the_scale_does_not_know_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
