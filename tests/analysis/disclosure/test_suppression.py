"""Which counts are hidden, and that no more is hidden than has to be."""

import numpy as np
import pytest

from analysis.disclosure.other_worlds import stays_unknown
from analysis.disclosure.suppression import StillTold, endangered, protect
from analysis.disclosure.tables import CountTable
from analysis.errors import ArgumentError

LEVELS = np.array([1, 1, 1, 0, 0])


def table(*rows, groups=LEVELS, **more) -> CountTable:
    counts = np.array(rows)
    sizes = more.pop("sizes", counts.sum(axis=1))
    nobody = np.zeros(len(rows), dtype=bool)
    values = {"banded": nobody, "silent": nobody} | more
    return CountTable(counts=counts, groups=groups, sizes=sizes, **values)


def hidden(one: CountTable) -> list[list[int]]:
    return [np.flatnonzero(row).tolist() for row in protect(one).hidden]


def test_large_counts_are_all_printed():
    assert hidden(table([5, 6, 7, 30, 40], [9, 9, 9, 9, 9])) == [[], [], []]


def test_nought_is_printed():
    assert hidden(table([0, 6, 7, 30, 40], [9, 9, 9, 9, 9])) == [[], [], []]


def test_beside_a_small_count_the_next_lowest_of_its_group_is_hidden():
    one = table([2, 6, 7, 30, 40], [11, 12, 13, 30, 30], [8, 20, 9, 30, 30])
    assert hidden(one)[0] == [0, 1]
    assert hidden(one)[-1] == []


def test_in_another_unit_the_same_two_are_hidden_where_that_costs_least():
    one = table([2, 6, 7, 30, 40], [11, 12, 13, 30, 30], [8, 9, 9, 30, 30])
    assert hidden(one) == [[0, 1], [], [0, 1], []]


def test_an_option_that_is_alone_with_its_sum_is_as_public_as_the_sum():
    one = table([3, 40], groups=np.array([1, 0]))
    assert hidden(one) == [[], []]


def test_ticks_have_no_sum_so_another_unit_hides_the_same():
    one = table(
        [2, 30],
        [6, 30],
        [9, 30],
        sizes=np.full(3, 40),
        groups=np.arange(2),
        chosen_together=True,
    )
    assert hidden(one) == [[0], [0], [], []]


def test_nobody_reads_that_everybody_of_a_unit_is_against():
    assert 0 in hidden(table([40, 0, 0, 0, 0], [9, 9, 9, 9, 9]))[0]


def test_the_only_one_who_hides_another_is_not_enough():
    """Whoever gave the one answer beside it would know the other."""
    one = table([1, 0, 9, 30, 30], [1, 0, 9, 30, 30])
    mask = np.zeros((3, 5), dtype=bool)
    mask[:2, [0, 1]] = True
    assert endangered(one, mask) == [(0, 0), (1, 0)]
    assert not stays_unknown(one, mask, (0, 0))


def test_what_was_printed_before_stays_printed():
    before = np.zeros((3, 5), dtype=bool)
    before[0] = True
    one = table([2, 6, 7, 30, 40], [9, 9, 9, 9, 9], printed_before=before)
    assert not protect(one).hidden[0].any()


def test_a_new_version_that_cannot_hide_enough_is_refused():
    before = np.zeros((2, 5), dtype=bool)
    before[:, 1:] = True
    with pytest.raises(StillTold, match="can be told"):
        protect(table([2, 6, 7, 30, 40], printed_before=before))


def test_a_table_of_another_shape_is_refused():
    with pytest.raises(ArgumentError, match="rows"):
        table([1, 2, 3, 4, 5], sizes=np.array([1, 2]))
