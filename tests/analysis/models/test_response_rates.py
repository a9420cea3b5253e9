import pytest

from analysis.errors import ArgumentError, EmptyBaseError
from analysis.models.response_rates import (
    Outcomes,
    eligible_share_of_known,
    response_rates,
)

OUTCOMES = Outcomes(
    complete=600,
    partial=50,
    refusal=100,
    non_contact=80,
    other=20,
    unknown_household=120,
    unknown_other=30,
)


def test_the_six_rates_follow_the_definitions():
    rates = response_rates(OUTCOMES, eligible_share=0.5)

    assert rates.rr1 == 600 / 1000
    assert rates.rr2 == 650 / 1000
    assert rates.rr3 == 600 / 925
    assert rates.rr4 == 650 / 925
    assert rates.rr5 == 600 / 850
    assert rates.rr6 == 650 / 850


def test_the_share_of_eligible_units_is_that_of_the_known_ones():
    assert eligible_share_of_known(OUTCOMES, ineligible=150) == 0.85


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Outcomes(complete=-1), ArgumentError, "complete is -1"),
        (lambda: Outcomes(complete=0), EmptyBaseError, "no unit was drawn"),
        (
            lambda: response_rates(OUTCOMES, eligible_share=2),
            ArgumentError,
            "eligible_share is 2",
        ),
        (
            lambda: response_rates(
                Outcomes(complete=0, unknown_other=3), eligible_share=1
            ),
            EmptyBaseError,
            "RR5 has no base",
        ),
        (
            lambda: eligible_share_of_known(OUTCOMES, ineligible=-1),
            ArgumentError,
            "ineligible is -1",
        ),
        (
            lambda: eligible_share_of_known(
                Outcomes(complete=0, unknown_other=3), ineligible=0
            ),
            EmptyBaseError,
            "eligibility of no unit",
        ),
    ],
)
def test_impossible_outcomes_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
