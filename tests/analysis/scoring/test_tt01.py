from decimal import Decimal

import pytest

from analysis.errors import ArgumentError
from analysis.scoring.tt01 import agency_score, indicator_score, official_score


def spread(total, indicators):
    """Scores of the indicators that add up to `total`, each at most 2."""
    left, scores = Decimal(total), {}
    for indicator in indicators:
        scores[indicator] = min(Decimal(2), left)
        left -= scores[indicator]
    return scores


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("18", "excellent"),
        ("15.0", "excellent"),
        ("14.9", "good"),
        ("12.0", "good"),
        ("11.9", "fair"),
        ("9.0", "fair"),
        ("8.9", "average"),
        ("6.0", "average"),
        ("5.9", "weak"),
        ("0", "weak"),
    ],
)
def test_the_boundaries_of_an_agency_are_inclusive(total, grade):
    score = agency_score(spread(total, range(1, 10)))

    assert (score.total, score.grade, score.left_out) == (Decimal(total), grade, ())


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("10", "all_duties"),
        ("5.0", "all_duties"),
        ("4.9", "most_duties"),
        ("3.5", "most_duties"),
        ("3.4", "few_duties"),
        ("0", "few_duties"),
    ],
)
def test_the_boundaries_of_an_official_are_inclusive(total, grade):
    score = official_score(spread(total, (1, 2, 3, 4, 7)))

    assert (score.total, score.grade) == (Decimal(total), grade)


def test_tenths_add_up_exactly():
    tenths = ["1.6"] * 3 + ["1.7"] * 6
    scores = {place: Decimal(score) for place, score in enumerate(tenths, start=1)}

    assert sum(map(float, tenths)) < 15
    assert agency_score(scores).total == 15
    assert agency_score(scores).grade == "excellent"


def test_an_average_is_rounded_after_averaging_with_halves_upwards():
    assert indicator_score([2] * 13 + [1] * 7) == Decimal("1.7")  # 1.65
    assert indicator_score([2, 1, 1]) == Decimal("1.3")
    assert indicator_score([1, None, 2]) == Decimal("1.5")


def test_an_indicator_without_information_is_left_out_and_named():
    assert indicator_score([None]) is None

    score = agency_score({1: Decimal(2), 2: None})

    assert score.left_out == (2, 3, 4, 5, 6, 7, 8, 9)
    assert score.total == 2


def test_an_official_is_not_scored_by_the_agency_s_indicators():
    assert official_score({1: Decimal(2), 9: Decimal(2)}).total == 2


def test_strange_points_are_refused():
    with pytest.raises(ArgumentError, match="points holds 3"):
        indicator_score([1, 3])
    with pytest.raises(ArgumentError, match=r"indicator 2 has 2\.1"):
        agency_score({2: Decimal("2.1")})
    with pytest.raises(ArgumentError, match="there are 1 to 9"):
        agency_score({10: Decimal(1)})
