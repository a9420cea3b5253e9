import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ArgumentError
from analysis.sampling.allocation import (
    allocate,
    equal,
    neyman,
    power_allocation,
    proportional,
)

SIZES = {"a": 900, "b": 400, "c": 100}


def test_a_proportional_sample_mirrors_the_population():
    assert proportional(SIZES, 140) == {"a": 90, "b": 40, "c": 10}


def test_an_equal_sample_stops_at_the_population():
    assert equal(SIZES, 450) == {"a": 175, "b": 175, "c": 100}


def test_a_power_allocation_lies_between():
    assert power_allocation(SIZES, 60) == {"a": 30, "b": 20, "c": 10}
    assert power_allocation(SIZES, 140, exponent=1) == proportional(SIZES, 140)
    assert power_allocation(SIZES, 60, exponent=0) == equal(SIZES, 60)


def test_neyman_goes_where_answers_differ():
    assert neyman(SIZES, {"a": 0.1, "b": 0.4, "c": 0.5}, 60) == {
        "a": 18,
        "b": 32,
        "c": 10,
    }


def test_a_minimum_is_kept_and_paid_by_the_others():
    assert proportional(SIZES, 140, minimum=30) == {"a": 76, "b": 34, "c": 30}


def test_a_unit_without_a_part_gives_what_the_others_cannot():
    assert allocate({"a": 2, "b": 9}, {"a": 1.0, "b": 0.0}, 5) == {"a": 2, "b": 3}


@given(
    st.dictionaries(st.text(max_size=3), st.integers(0, 500), max_size=8),
    st.integers(0, 900),
    st.integers(0, 3),
)
def test_an_allocation_adds_up_within_its_bounds(sizes, total, minimum):
    least = {unit: min(minimum, size) for unit, size in sizes.items()}
    if sum(least.values()) > total:
        with pytest.raises(ArgumentError, match="minima add up to"):
            power_allocation(sizes, total, minimum=minimum)
        return

    found = power_allocation(sizes, total, minimum=minimum)

    assert sum(found.values()) == min(total, sum(sizes.values()))
    assert all(least[unit] <= found[unit] <= sizes[unit] for unit in sizes)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: proportional(SIZES, -1), "total is -1"),
        (lambda: proportional(SIZES, 9, minimum=-1), "minimum -1"),
        (lambda: proportional({"a": -1}, 9), "negative population"),
        (lambda: power_allocation(SIZES, 9, exponent=2), "exponent is 2"),
        (lambda: neyman(SIZES, {"a": 1, "b": 1}, 9), "spreads lacks the unit 'c'"),
        (lambda: neyman({"a": 1}, {"a": -1}, 9), "spreads holds a negative"),
    ],
)
def test_bad_allocations_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
