from hypothesis import given, settings
from hypothesis import strategies as st

from survey.release.identifiers import BITS, fresh_ids


def none_taken(drawn):
    return set()


@settings(max_examples=30)
@given(st.integers(0, 300))
def test_ids_are_different_positive_and_in_order(count):
    ids = fresh_ids(count, none_taken)

    assert len(ids) == len(set(ids)) == count
    assert ids == sorted(ids)
    assert all(0 < number < 2**BITS for number in ids)


def test_a_number_that_is_taken_is_drawn_anew():
    draws = iter([7, 8, 9])

    assert fresh_ids(2, lambda drawn: {7} & drawn, lambda: next(draws)) == [8, 9]


def test_nought_and_a_number_drawn_twice_are_drawn_anew():
    draws = iter([0, 5, 5, 6])

    assert fresh_ids(2, none_taken, lambda: next(draws)) == [5, 6]
