import math

import pytest

from analysis.errors import ArgumentError
from analysis.intervals import interval
from analysis.sizes import further_answers, smallest_size_to_meet, yamane_size
from analysis.verdict import Verdict, verdict


@pytest.mark.parametrize(
    ("population", "expected"),
    [(1, 1), (500, 223), (1_000, 286), (10_000, 385), (20_000, 393), (10**9, 400)],
)
def test_the_official_size_is_rounded_up(population, expected):
    assert yamane_size(population, 0.05) == expected


def test_a_whole_size_is_not_rounded_past_itself():
    assert yamane_size(900, 0.1) == 90


@pytest.mark.parametrize(
    ("index_target", "level", "expected"),
    [(0.95, 0.95, 73), (0.85, 0.95, 22), (0.95, 0.99, 127)],
)
def test_so_many_satisfied_people_can_meet_a_target(index_target, level, expected):
    assert smallest_size_to_meet(index_target, level=level) == expected
    for n in (expected, expected - 1):
        low = float(interval(1.0, 0.0, n, math.inf, level=level).low)
        assert (low >= index_target) == (n == expected)


@pytest.mark.parametrize("deff", [0.6, 1.0, 2.5])
@pytest.mark.parametrize("index_target", [0.85, 0.95])
@pytest.mark.parametrize("p", [0.8, 0.88, 0.97, 1.0])
def test_the_further_answers_settle_the_verdict_and_one_fewer_does_not(
    p, index_target, deff
):
    further = further_answers(p, 1, deff=deff, index_target=index_target)

    assert further is not None
    for missing in (0, 1):
        n = 1 + further - missing
        effective = n / max(1, deff)
        se = math.sqrt(p * (1 - p) / effective)
        bounds = interval(p, se, n, math.inf, pooled_deff=deff)
        found = verdict(float(bounds.low), float(bounds.high), index_target)
        assert (found is Verdict.CANNOT_TELL) == bool(missing)


def test_a_settled_verdict_needs_no_further_answers():
    assert further_answers(0.7, 5_000, deff=2, index_target=0.95) == 0


def test_a_share_on_the_target_is_never_settled():
    assert further_answers(0.95, 100, deff=1, index_target=0.95) is None


def test_more_answers_than_people_cannot_be_had():
    rule = {"deff": 1.0, "index_target": 0.95}
    further = further_answers(0.96, 400, **rule)

    assert further_answers(0.96, 400, **rule, population=400 + further) == further
    assert further_answers(0.96, 400, **rule, population=399 + further) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: yamane_size(0, 0.05), "population is 0"),
        (lambda: yamane_size(100, 5), "margin is 5"),
        (lambda: smallest_size_to_meet(95), "index_target is 95"),
        (lambda: smallest_size_to_meet(0.95, level=95), "level is 95"),
        (lambda: further_answers(90, 9, deff=1, index_target=0.95), "p is 90"),
        (
            lambda: further_answers(0.9, 9, deff=math.nan, index_target=0.95),
            "deff is nan",
        ),
        (
            lambda: further_answers(0.9, 9, deff=math.inf, index_target=0.95),
            "deff is inf",
        ),
    ],
)
def test_values_out_of_range_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
