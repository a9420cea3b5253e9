"""Ten publications that tell an answer; the attacker has to find each of them.

A game that nobody can lose proves nothing: this shows that the attacker is able.
"""

import pytest

from analysis.disclosure.attacker import Attack, Statement


def exactly(value: float, *cells: int) -> Statement:
    return Statement(dict.fromkeys(cells, 1.0), value, value)


def rounded(value: float, weights: dict[int, float], decimals: int) -> Statement:
    reach = 0.5 * 10**-decimals
    return Statement(weights, value - reach, value + reach)


LEAKS = {
    "one option hidden, its sum printed": (
        Attack(3, [exactly(40, 0, 1, 2), exactly(30, 0), exactly(8, 1)]),
        2,
        2,
    ),
    "one unit hidden under a printed sum": (
        Attack(3, [exactly(57, 0, 1, 2), exactly(30, 0), exactly(24, 1)]),
        2,
        3,
    ),
    # two forms came in a week: the sum since January, before and after it
    "a running sum beside the period": (
        Attack(2, [exactly(40, 0), exactly(42, 0, 1)]),
        1,
        2,
    ),
    # cells: only in the first, in both, only in the second
    "carried over, and counted in both batches": (
        Attack(3, [exactly(14, 0, 1), exactly(25, 1, 2), exactly(36, 0, 1, 2)]),
        1,
        3,
    ),
    "a correction prints what was hidden beside": (
        Attack(2, [exactly(35, 0, 1), exactly(33, 0)]),
        1,
        2,
    ),
    "a correction that leaves one form out": (
        Attack(2, [exactly(31, 0, 1), exactly(30, 0)]),
        1,
        1,
    ),
    # seven forms; the mean with four decimals is of one multiset of 1..5 only
    "a mean with many decimals": (
        Attack(
            3,
            [
                exactly(7, 0, 1, 2),
                rounded(4.8571, {0: 5 / 7, 1: 4 / 7, 2: 1 / 7}, 4),
                Statement({2: 1.0}, 0, 0),
            ],
        ),
        1,
        1,
    ),
    # two by two: both margins, and one inner cell
    "a crossed table with both margins": (
        Attack(
            4,
            [
                exactly(20, 0, 1),
                exactly(21, 2, 3),
                exactly(38, 0, 2),
                exactly(3, 1, 3),
                exactly(19, 0),
            ],
        ),
        3,
        2,
    ),
    "a group beside all of its members but one": (
        Attack(3, [exactly(33, 0, 1, 2), exactly(12, 0), exactly(17, 1)]),
        2,
        4,
    ),
    # whoever is one of two knows the other
    "two units hidden together, one holds the reader alone": (
        Attack(3, [exactly(52, 0, 1, 2), exactly(50, 0)], own=1),
        2,
        1,
    ),
    "bands that leave one way": (
        Attack(
            3,
            [
                exactly(39, 0, 1, 2),
                Statement({0: 1.0}, 10, 19),
                Statement({1: 1.0}, 10, 19),
                exactly(38, 0, 1),
            ],
        ),
        2,
        1,
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_the_attacker_finds(leak):
    attack, cell, count = LEAKS[leak]
    if leak.startswith("two units"):
        # he stands in one of them; the other has at most the one that is left
        low, high = attack.bounds(cell)
        assert (round(low), round(high)) == (0, 1)
        attack = Attack(3, [*attack.statements, Statement({cell: 1.0}, 1, 9)], own=1)
    low, high = attack.bounds(cell)
    assert attack.tells(cell)
    assert round(low) == round(high) == count


def test_what_nothing_printed_bounds_is_not_told():
    attack = Attack(2, [exactly(4, 0)])
    assert attack.bounds(1) == (0.0, float("inf"))
    assert not attack.tells(1)


def test_two_hidden_counts_with_a_sum_are_not_told():
    attack = Attack(3, [exactly(40, 0, 1, 2), exactly(30, 0)])
    assert attack.bounds(1) == (0.0, 10.0)
    assert not attack.tells(1)
