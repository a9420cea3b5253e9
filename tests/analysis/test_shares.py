import math

import numpy as np
import pytest

from analysis.errors import ArgumentError, EmptyBaseError
from analysis.shares import composite_estimate, share_estimate

STRATA = ["a", "a", "b", "b", "b"]
BASE = np.array([10.1, 12.7, 8.3, 9.9, 11.3])
HITS = BASE * [0.9, 0.8, 0.95, 0.7, 0.85]


def test_no_respondent_lends_information_that_he_has_not():
    estimate = share_estimate([1, 0, 1, 0], [1, 1, 1, 1], [0] * 4, n=4)

    assert estimate.n_eff == pytest.approx(3)
    assert share_estimate(HITS, BASE, STRATA, n=5).n_eff == 5


def test_an_estimate_says_how_it_was_made():
    estimate = share_estimate(HITS, BASE, STRATA, n=60, level=0.9, interval="logit")

    assert (estimate.level, estimate.method, estimate.n, estimate.df) == (
        0.9,
        "logit",
        60,
        3,
    )


def test_everybody_satisfied_is_found_by_counting_despite_float_noise():
    noisy = np.nextafter(BASE, 0)

    counted = share_estimate(noisy, BASE, STRATA, n=60, n_hits=60)
    summed = share_estimate(BASE, BASE, STRATA, n=60)

    assert (counted.value, counted.se, counted.high) == (1, 0, 1)
    assert 0.8 < counted.low < 1
    assert math.isnan(counted.deff)
    assert (counted.low, counted.n_eff) == (summed.low, summed.n_eff)


def test_float_noise_does_not_carry_a_share_past_one():
    estimate = share_estimate(BASE * (1 + 1e-12), BASE, STRATA, n=60, n_hits=59)

    assert (estimate.value, estimate.high) == (1, 1)


def test_nobody_satisfied_is_the_mirror_of_everybody():
    nobody = share_estimate(0 * BASE, BASE, STRATA, n=60)
    everybody = share_estimate(BASE, BASE, STRATA, n=60)

    assert (nobody.value, nobody.low) == (0, 0)
    assert nobody.high == pytest.approx(1 - everybody.low)


def test_clusters_widen_the_interval_of_unanimity():
    plain = share_estimate(BASE, BASE, STRATA, n=60)
    clustered = share_estimate(BASE, BASE, STRATA, n=60, pooled_deff=3)

    assert clustered.n_eff == 20
    assert clustered.low < plain.low


def test_one_answer_short_of_unanimity_is_not_certain():
    hits = BASE - [0, 0, 0, 0, 1e-13]

    estimate = share_estimate(hits, BASE, STRATA, n=60, n_hits=59)

    assert estimate.value < 1


@pytest.mark.parametrize("strata", [["a"], ["a", "b"]])
def test_one_psu_to_a_stratum_gives_no_interval(strata):
    base = BASE[: len(strata)]

    estimate = share_estimate(HITS[: len(strata)], base, strata, n=20)

    assert estimate.df == 0
    assert math.isnan(estimate.low)
    assert math.isnan(estimate.high)


def test_psus_outside_the_domain_shape_the_variance_but_not_the_df():
    inside = share_estimate(HITS[:4], BASE[:4], STRATA[:4], n=40)
    widened = share_estimate(
        np.append(HITS[:4], 0), np.append(BASE[:4], 0), STRATA, n=40
    )

    assert widened.df == inside.df
    assert widened.se != inside.se


def test_the_design_effect_of_a_single_answer_is_unknown():
    assert math.isnan(share_estimate([1, 0], [2, 1], [0, 0], n=1).deff)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hits": BASE * 1.01}, "hits exceed their base"),
        ({"hits": BASE[:, np.newaxis], "base": BASE[:, np.newaxis]}, "must be"),
        ({"base": BASE[:4]}, "differ in length"),
        ({"strata": STRATA[:4]}, "differ in length"),
        ({"n": 0}, "n is 0"),
        ({"n_hits": 61}, "n_hits is 61 of 60"),
        ({"n_hits": -1}, "n_hits is -1 of 60"),
        ({"interval": "wald"}, "method is 'wald'"),
        ({"level": 95}, "level is 95"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments, message):
    defaults = {"hits": HITS, "base": BASE, "strata": STRATA, "n": 60}

    with pytest.raises(ArgumentError, match=message):
        share_estimate(**(defaults | arguments))


def test_an_empty_base_is_refused():
    with pytest.raises(EmptyBaseError):
        share_estimate([0, 0], [0, 0], [0, 0], n=0)


def test_a_composite_of_one_item_is_its_share():
    share = share_estimate(HITS, BASE, STRATA, n=60)

    composite = composite_estimate(
        HITS[:, np.newaxis], BASE[:, np.newaxis], STRATA, n=60
    )

    assert composite.value == pytest.approx(share.value)
    for quantity in ("se", "low", "high", "deff", "n_eff"):
        assert getattr(composite, quantity) == pytest.approx(getattr(share, quantity))


def test_a_composite_of_unanimous_items_is_found_by_counting():
    bases = np.column_stack([BASE, BASE / 3])
    noisy = np.nextafter(bases, 0)

    composite = composite_estimate(
        noisy, bases, STRATA, n=60, n_hits=110, n_answers=110
    )

    assert (composite.value, composite.high) == (1, 1)
    assert composite.low < 1


def test_a_composite_is_not_certain_when_one_count_is_missing():
    bases = np.column_stack([BASE, BASE / 3])

    composite = composite_estimate(
        np.nextafter(bases, 0), bases, STRATA, n=60, n_hits=9
    )

    assert composite.value == pytest.approx(1)
    assert composite.low < 1
