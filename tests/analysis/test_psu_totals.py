import math

import numpy as np
import pytest

from analysis.errors import ArgumentError
from analysis.psu_totals import PsuTotals, degrees_of_freedom, merge


def table(**values):
    defaults = {
        "strata": np.array(["a", "a", "b"], dtype=object),
        "totals": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
    }
    return PsuTotals(**(defaults | values))


def test_rows_add_up_to_their_psus():
    totals = PsuTotals.from_rows(
        [[1, 1], [0, 1], [1, 1], [0, 0]],
        [2.0, 3.0, 5.0, 7.0],
        strata=["a", "a", "a", "b"],
        psus=[1, 1, 2, 1],
    )

    assert totals.totals.tolist() == [[2, 5], [5, 5], [0, 0]]
    assert totals.counts.tolist() == [[1, 2], [1, 1], [0, 0]]
    assert totals.strata.tolist() == ["a", "a", "b"]


def test_a_psu_label_may_return_in_another_stratum():
    totals = PsuTotals.from_rows([1, 1], [1, 1], strata=["a", "b"], psus=[1, 1])

    assert len(totals.strata) == 2


def test_without_psus_every_row_is_one_of_its_own():
    totals = PsuTotals.from_rows([1, 0, 1], [1, 1, 1])

    assert totals.totals.tolist() == [[1], [0], [1]]
    assert degrees_of_freedom(totals.strata, [True] * 3) == 2


def test_a_row_without_weight_is_not_counted():
    assert PsuTotals.from_rows([1], [0]).counts.tolist() == [[0]]


@pytest.mark.parametrize(
    ("values", "weights", "message"),
    [
        ([1, math.nan], [1, 1], "values holds a missing"),
        ([1, 1], [1, -2], "weights holds the negative value -2"),
        ([1, 1], [1, math.nan], "weights holds a missing"),
        ([1, 1], [1, 1, 1], "differ in length"),
    ],
)
def test_bad_rows_are_refused_by_name(values, weights, message):
    with pytest.raises(ArgumentError, match=message):
        PsuTotals.from_rows(values, weights)


def test_a_missing_stratum_is_refused():
    with pytest.raises(ArgumentError, match="strata holds a missing label"):
        PsuTotals.from_rows([1, 1], [1, 1], strata=["a", None], psus=[1, 1])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"totals": np.ones(3)}, "totals must be"),
        ({"totals": np.ones((2, 1))}, "differ in length"),
        ({"counts": np.ones((3, 1))}, "counts are"),
        ({"psus": np.array([1, 2])}, "differ in length"),
        ({"totals": np.full((3, 1), np.inf)}, "totals holds a missing or infinite"),
        ({"fpc": {"a": 10}}, "fpc lacks the stratum 'b'"),
        ({"fpc": {"a": 1, "b": 1}}, "fpc of stratum 'a' is 1.0, below the 2"),
        ({"fpc": {"a": math.nan, "b": 1}}, "fpc of stratum 'a' is nan"),
        ({"fpc": {"a": 0.1, "b": 0.1}}, "not a fraction"),
    ],
)
def test_a_bad_table_is_refused(values, message):
    with pytest.raises(ArgumentError, match=message):
        table(**values)


def test_merging_adds_the_parts_of_a_psu():
    rows = [1, 1, 1, 1]
    parts = [
        PsuTotals.from_rows(rows[:3], [1, 2, 4], psus=[1, 1, 2]),
        PsuTotals.from_rows(rows[3:], [8], psus=[2]),
    ]

    merged = merge(parts)

    assert merged.totals.tolist() == [[3], [12]]
    assert merged.counts.tolist() == [[2], [2]]


def test_merging_without_labels_keeps_every_row():
    merged = merge([table(), table()])

    assert merged.totals.shape == (6, 2)
    assert merged.counts is None


def test_merging_keeps_a_number_and_its_digits_as_different_strata():
    one, digit = np.array([1]), np.array(["1"], dtype=object)
    ones = np.ones((1, 1))

    merged = merge([PsuTotals(one, ones), PsuTotals(digit, ones)])

    assert merged.strata.tolist() == [1, "1"]


def test_merging_takes_a_part_without_correction_as_uncorrected():
    other = PsuTotals(np.array(["c"], dtype=object), np.ones((1, 2)))

    merged = merge([table(fpc={"a": 4, "b": 9}), other])

    assert merged.fpc == {"a": 4, "b": 9, "c": math.inf}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "parts is empty"),
        ([table(), table(totals=np.ones((3, 1)))], "number of columns"),
        (
            [table(fpc={"a": 4, "b": 9}), table(fpc={"a": 5, "b": 9})],
            "stratum 'a' has 4 PSUs in one part and 5 in another",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts, message):
    with pytest.raises(ArgumentError, match=message):
        merge(parts)


def test_degrees_of_freedom_count_strata_and_psus_with_members_only():
    strata = ["a", "a", "a", "b", "b", "c"]
    members = [True, True, False, True, False, False]

    assert degrees_of_freedom(strata, members) == 3 - 2
    assert degrees_of_freedom(strata, [False] * 6) == 0
