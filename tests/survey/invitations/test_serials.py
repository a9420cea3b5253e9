"""Numbers as people list them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.invitations.serials import read_serials, write_serials


def test_numbers_and_ranges_are_read_once_and_in_order():
    assert read_serials("130, 101-103,102 ; 7") == [7, 101, 102, 103, 130]


def test_a_long_dash_and_line_breaks_are_understood():
    assert read_serials("1–3\n5") == [1, 2, 3, 5]


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "3-1", "0", "1-", "-4", "1.5", "12/101", "1-99999", "٣"]
)
def test_what_is_no_list_of_numbers_is_refused(typed):
    with pytest.raises(ValueError, match="no list of numbers"):
        read_serials(typed)


def test_neighbours_are_written_as_a_range():
    assert write_serials([130, 101, 103, 102]) == "101–103, 130"


@given(st.sets(st.integers(1, 9_999), min_size=1))
def test_what_was_written_is_read_back(numbers):
    assert read_serials(write_serials(numbers)) == sorted(numbers)
