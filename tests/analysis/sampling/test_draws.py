from collections import Counter
from itertools import pairwise

import pytest

from analysis.errors import ArgumentError
from analysis.sampling.draws import (
    frame_hash,
    multi_stage_draw,
    pps_draw,
    simple_draw,
    stratified_draw,
    systematic_draw,
)

UNITS = [f"hồ sơ {number}" for number in range(40)]
SEEDS = [f"kế hoạch {number}" for number in range(1500)]


def names(drawn):
    return [one.unit for one in drawn]


def test_the_draw_of_a_seed_is_the_same_on_any_machine():
    draw = simple_draw(UNITS, 3, seed="2026-11", reserve=2)

    assert names(draw.sample) == ["hồ sơ 4", "hồ sơ 12", "hồ sơ 16"]
    assert names(draw.reserve) == ["hồ sơ 10", "hồ sơ 22"]


def test_the_order_of_the_frame_does_not_matter_to_a_simple_draw():
    assert simple_draw(UNITS[::-1], 9, seed="x") == simple_draw(UNITS, 9, seed="x")


def test_a_larger_draw_contains_the_smaller():
    small, large = (simple_draw(UNITS, size, seed="x") for size in (5, 9))

    assert names(large.sample)[:5] == names(small.sample)


def test_the_reserve_ends_with_the_frame():
    assert len(simple_draw(UNITS, 38, seed="x", reserve=9).reserve) == 2


def shares(draws):
    counted = Counter(one.unit for draw in draws for one in draw.sample)
    return {unit: counted[unit] / len(draws) for unit in counted}


def test_every_unit_is_drawn_as_often_as_its_probability_says():
    draws = [simple_draw(UNITS[:8], 3, seed=seed) for seed in SEEDS]

    assert draws[0].sample[0].probability == 3 / 8
    assert shares(draws) == pytest.approx(dict.fromkeys(UNITS[:8], 3 / 8), abs=0.05)


def test_a_systematic_draw_spreads_over_the_frame():
    draw = systematic_draw(UNITS, 7, seed="x")

    places = [UNITS.index(one.unit) for one in draw.sample]
    assert all(5 <= b - a <= 6 for a, b in pairwise(places))
    assert len(set(places)) == 7


def test_a_systematic_draw_gives_every_unit_its_chance():
    draws = [systematic_draw(UNITS[:8], 3, seed=seed) for seed in SEEDS]

    assert shares(draws) == pytest.approx(dict.fromkeys(UNITS[:8], 3 / 8), abs=0.05)


def test_a_stratified_draw_has_its_sizes():
    strata = {"xã A": UNITS[:30], "xã B": UNITS[:10]}

    draw = stratified_draw(strata, {"xã A": 6, "xã B": 2}, seed="x", reserve=1)

    assert Counter(one.stratum for one in draw.sample) == {"xã A": 6, "xã B": 2}
    assert Counter(one.stratum for one in draw.reserve) == {"xã A": 1, "xã B": 1}
    assert {one.probability for one in draw.sample} == {0.2}


def test_a_pps_draw_follows_the_measure_of_size():
    measures = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 40.0}
    draws = [pps_draw(measures, 2, seed=seed) for seed in SEEDS]

    expected = {unit: 2 * size / 100 for unit, size in measures.items()}
    assert shares(draws) == pytest.approx(expected, abs=0.05)
    assert {one.unit: one.probability for draw in draws for one in draw.sample} == (
        pytest.approx(expected)
    )


def test_a_unit_too_large_to_be_drawn_by_chance_is_certain():
    draw = pps_draw({"a": 1.0, "b": 100.0, "c": 1.0, "d": 60.0}, 3, seed="x")

    assert [(one.unit, one.probability) for one in draw.sample[:2]] == [
        ("b", 1.0),
        ("d", 1.0),
    ]
    assert draw.sample[2].probability == 0.5


def test_all_units_may_be_certain():
    draw = pps_draw({"a": 1.0, "b": 2.0}, 2, seed="x")

    assert [one.probability for one in draw.sample] == [1.0, 1.0]


def test_a_pps_draw_always_has_its_size():
    # Chances of a third add up to 1 but for float noise; the start may lie beyond.
    for seed in SEEDS[:300]:
        measures = {str(unit): 0.1 for unit in range(30)}
        assert len(pps_draw(measures, 10, seed=seed).sample) == 10


def test_two_stages_give_every_household_the_same_chance():
    villages = {
        f"thôn {k}": [f"{k}-{house}" for house in range(10 + 5 * k)] for k in range(5)
    }

    draw = multi_stage_draw(villages, [2, 4], seed="x", reserve=1)

    households = sum(map(len, villages.values()))
    assert len(draw.sample) == 8
    assert len(draw.reserve) == 2
    for one in draw.sample + draw.reserve:
        assert one.probability == pytest.approx(8 / households)
        assert one.unit in villages[one.clusters[0]]


def test_three_stages_keep_the_chance_they_state():
    communes = {
        f"xã {c}": {f"thôn {v}": [f"{c}{v}{h}" for h in range(3 + v)] for v in range(3)}
        for c in range(4)
    }
    draws = [multi_stage_draw(communes, [2, 1, 2], seed=seed) for seed in SEEDS]

    found = shares(draws)

    assert len(found) == 4 * (3 + 4 + 5)
    stated = {one.unit: one.probability for draw in draws for one in draw.sample}
    assert found == pytest.approx(stated, abs=0.05)
    assert sum(found.values()) == pytest.approx(4)
    assert len(draws[0].sample[0].clusters) == 2


def test_a_cluster_that_is_too_small_gives_all_it_has():
    draw = multi_stage_draw({"a": ["x"]}, [1, 4], seed="x")

    assert [(one.unit, one.probability) for one in draw.sample] == [("x", 1.0)]


@pytest.mark.parametrize(
    ("frame", "sizes"), [(UNITS, []), (UNITS, [2, 2]), ({"a": UNITS}, [1])]
)
def test_a_frame_of_other_stages_is_refused(frame, sizes):
    with pytest.raises(ArgumentError, match="the frame has others"):
        multi_stage_draw(frame, sizes, seed="x")


def test_the_hash_of_a_frame_tells_frames_apart():
    assert frame_hash(["ab", "c"]) != frame_hash(["a", "bc"])
    assert frame_hash(UNITS) == frame_hash(list(UNITS))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: simple_draw(UNITS, 3, seed=""), "seed is empty"),
        (lambda: stratified_draw({"a": UNITS}, {"a": 3}, seed=""), "seed is empty"),
        (lambda: stratified_draw({"a": UNITS}, {}, seed="x"), "sizes lacks"),
        (lambda: simple_draw(["a", "a"], 1, seed="x"), "'a' more than once"),
        (lambda: simple_draw(UNITS, 41, seed="x"), "the frame holds 40 units"),
        (lambda: simple_draw(UNITS, 0, seed="x"), "size is 0"),
        (lambda: pps_draw({"a": 0.0}, 1, seed="x"), "not positive"),
    ],
)
def test_bad_draws_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
