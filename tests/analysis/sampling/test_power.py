import pytest
from scipy import stats

from analysis.errors import ArgumentError
from analysis.intervals import interval
from analysis.sampling.power import power_to_settle, size_for_margin, size_to_settle


def test_the_size_for_a_margin_pays_for_clusters_and_silence():
    assert size_for_margin(0.5, 0.05) == 385
    assert (
        size_for_margin(0.85, 0.05, deff=2, response_rate=0.7, population=20_000) == 550
    )


def test_a_small_population_needs_fewer():
    assert size_for_margin(0.5, 0.05, population=500) < size_for_margin(0.5, 0.05)


def test_the_power_is_the_chance_of_the_verdict_s_own_interval():
    n, target = 120, 0.85
    hits = range(n + 1)
    p = [x / n for x in hits]
    se = [(q * (1 - q) / n) ** 0.5 for q in p]
    bounds = interval(p, se, n, float("inf"))

    for share in (0.7, 0.82, 0.9, 0.97, 1.0):
        settled = bounds.low >= target if share > target else bounds.high < target
        chance = sum(stats.binom.pmf(x, n, share) for x in hits if settled[x])
        power = power_to_settle(share, n, index_target=target)
        assert power == pytest.approx(chance, abs=1e-12)


def test_378_answers_show_that_90_is_above_85():
    size = size_to_settle(0.9, index_target=0.85)

    assert size == 378
    assert power_to_settle(0.9, 377, index_target=0.85) < 0.8
    assert all(
        power_to_settle(0.9, n, index_target=0.85) >= 0.8 for n in range(378, 900)
    )


def test_the_other_side_is_the_mirror():
    assert size_to_settle(0.1, index_target=0.15) == size_to_settle(
        0.9, index_target=0.85
    )


def test_clusters_and_silence_multiply_the_size():
    assert size_to_settle(0.9, index_target=0.85, deff=2, response_rate=0.5) == 378 * 4


@pytest.mark.parametrize("share", [0.8565, 0.8435, 0.851])
def test_large_sizes_are_approximated_on_the_safe_side(share):
    size = size_to_settle(share, index_target=0.85)

    assert size > 20_000
    power = power_to_settle(share, size, index_target=0.85)
    assert power == pytest.approx(0.8, abs=0.005)
    assert power >= 0.8


def test_even_unanimity_needs_enough_answers():
    assert power_to_settle(1.0, 72, index_target=0.95) == 0
    assert power_to_settle(1.0, 73, index_target=0.95) == 1
    assert size_to_settle(1.0, index_target=0.95, power=0.2) == 73


def test_one_answer_settles_a_low_target_with_a_low_level():
    assert size_to_settle(0.9, index_target=0.05, power=0.5, level=0.5) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: size_for_margin(1.0, 0.05), "share is 1.0"),
        (lambda: size_for_margin(0.5, 5), "margin is 5"),
        (lambda: size_for_margin(0.5, 0.05, level=95), "level is 95"),
        (lambda: size_for_margin(0.5, 0.05, deff=0), "deff is 0"),
        (lambda: size_for_margin(0.5, 0.05, response_rate=0), "response_rate is 0"),
        (lambda: power_to_settle(0.85, 9, index_target=0.85), "off the target"),
        (lambda: power_to_settle(1.2, 9, index_target=0.85), "share is 1.2"),
        (lambda: power_to_settle(0.9, 0, index_target=0.85), "n is 0"),
        (lambda: power_to_settle(0.9, 9, index_target=85), "index_target is 85"),
        (lambda: size_to_settle(0.9, index_target=0.85, power=1), "power is 1"),
        (lambda: size_to_settle(0.85, index_target=0.85), "off the target"),
        (lambda: size_to_settle(0.85, index_target=1), "index_target is 1"),
    ],
)
def test_arguments_out_of_range_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
