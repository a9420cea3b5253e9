import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError, LonelyPsuError
from analysis.estimators import mean, total
from analysis.weighting.calibration import Margin, post_stratify
from analysis.weighting.replicates import given, jackknife, rao_wu

RANDOM = np.random.default_rng(2)
PSUS = np.repeat(np.arange(30), 5)
SCORE = RANDOM.normal(0, 1, 150) + RANDOM.normal(0, 1, 30)[PSUS]
DESIGN = Design.of(RANDOM.uniform(1, 2, 150), strata=PSUS // 10, psus=PSUS)


def weighted_mean(weights):
    return weights @ SCORE / weights.sum()


def test_the_jackknife_of_a_total_is_its_linearised_error():
    found = jackknife(DESIGN).covariance(lambda weights: weights @ SCORE)

    assert np.sqrt(found[0, 0]) == pytest.approx(total(SCORE, DESIGN).se)


def test_the_bootstrap_comes_near_the_linearised_error():
    found = rao_wu(DESIGN, replicates=2000, seed=1).covariance(weighted_mean)

    assert np.sqrt(found[0, 0]) == pytest.approx(mean(SCORE, DESIGN).se, rel=0.06)


def test_a_seed_repeats_the_bootstrap():
    one, same, other = (
        rao_wu(DESIGN, replicates=3, seed=seed).weights for seed in (1, 1, 2)
    )

    assert (one == same).all()
    assert (one != other).any()


def test_several_estimates_have_a_covariance():
    found = jackknife(DESIGN).covariance(
        lambda weights: [weighted_mean(weights), -weighted_mean(weights)]
    )

    assert found[0, 1] == pytest.approx(-found[0, 0])


def test_a_stratum_drawn_whole_is_not_left_out():
    sizes = {0: 10, 1: 10, 2: 40}
    whole = Design.of(np.ones(150), strata=PSUS // 10, psus=PSUS, fpc=sizes)

    assert jackknife(whole).weights.shape == (150, 10)
    with pytest.raises(ArgumentError, match="drawn whole"):
        jackknife(Design.of(np.ones(3), fpc=np.full(3, 3)))


def test_a_lonely_psu_can_neither_be_left_out_nor_drawn_again():
    lonely = Design.of(np.ones(3), strata=["a", "a", "b"])

    for refused in (
        lambda: jackknife(lonely),
        lambda: rao_wu(lonely, replicates=2, seed=1),
    ):
        with pytest.raises(LonelyPsuError, match="single PSU"):
            refused()


def test_a_calibrated_design_is_replicated_before_its_calibration():
    margin = Margin(PSUS % 2, {0: 100.0, 1: 100.0})

    with pytest.raises(ArgumentError, match="replicate the one before"):
        jackknife(post_stratify(DESIGN, margin))


def test_bad_options_are_refused():
    with pytest.raises(ArgumentError, match="seed is missing"):
        rao_wu(DESIGN, replicates=2, seed=None)
    with pytest.raises(ArgumentError, match="replicates is 1"):
        rao_wu(DESIGN, replicates=1, seed=1)
    with pytest.raises(ArgumentError, match="weights must be"):
        given(np.ones(3), [1])
    with pytest.raises(ArgumentError, match="differ in length"):
        given(np.ones((3, 2)), [1])
