import numpy as np
import pytest

from analysis.errors import ArgumentError, EmptyBaseError
from analysis.linearised import linear_composite, linear_ratio


def test_scores_are_the_change_that_a_psu_makes():
    hits, base = np.array([3.0, 5.0, 1.0]), np.array([4.0, 6.0, 5.0])
    step = 1e-6

    scores = linear_ratio(hits, base).scores

    for psu in range(3):
        weight = 1 + step * (np.arange(3) == psu)
        moved = linear_ratio(hits * weight, base * weight).value
        change = (moved - linear_ratio(hits, base).value) / step
        assert scores[psu] == pytest.approx(change, abs=1e-5)


@pytest.mark.parametrize(
    ("aggregation", "factors", "expected"),
    [
        ("mean_of_item_shares", None, (0.5 + 0.25 + 0.75) / 3),
        ("ratio_of_totals", None, (5 + 5 + 3) / (10 + 20 + 4)),
        ("mean_of_factors", ["x", "y", "y"], (0.5 + (0.25 + 0.75) / 2) / 2),
    ],
)
def test_aggregations_weigh_items_differently(aggregation, factors, expected):
    hits, bases = [[2, 2, 1], [3, 3, 2]], [[4, 10, 2], [6, 10, 2]]

    composite = linear_composite(hits, bases, aggregation=aggregation, factors=factors)

    assert composite.value == pytest.approx(expected)
    assert composite.scores.sum() == pytest.approx(0)


def test_national_arithmetic_is_the_mean_of_39_item_shares():
    shares = np.array([0.8384] * 23 + [0.8409] * 16)
    valid = np.linspace(3_000, 9_000, 39)

    composite = linear_composite([shares * valid], [valid])

    assert round(100 * composite.value, 2) == 83.94


def test_an_item_without_valid_answers_is_refused_by_column():
    with pytest.raises(EmptyBaseError, match="column 1 has no valid answer"):
        linear_composite([[1, 0]], [[1, 0]])


def test_an_empty_base_is_refused():
    with pytest.raises(EmptyBaseError, match="nobody is in the base"):
        linear_ratio([0, 0], [0, 0])
    with pytest.raises(EmptyBaseError):
        linear_composite([[0, 0]], [[0, 0]], aggregation="ratio_of_totals")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hits": [1.0]}, "must both be"),
        ({"hits": [[1.0, 1.0]]}, "must both be"),
        ({"hits": [[-1.0]]}, "hits holds the negative value"),
        ({"aggregation": "mean_of_factors"}, "are needed by, mean_of_factors"),
        ({"factors": [1]}, "do not go with"),
        ({"aggregation": "mean_of_factors", "factors": [1, 2]}, "names 2 items"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments, message):
    with pytest.raises(ArgumentError, match=message):
        linear_composite(**({"hits": [[1.0]], "bases": [[2.0]]} | arguments))
