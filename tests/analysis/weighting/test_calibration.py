import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError, ConvergenceError, MarginsError
from analysis.estimators import mean, total
from analysis.weighting.calibration import Margin, post_stratify, rake, regress
from analysis.weighting.replicates import jackknife

RANDOM = np.random.default_rng(11)
N = 240
PSUS = np.repeat(np.arange(24), 10)
SEX = RANDOM.integers(0, 2, N)
AGE = RANDOM.integers(0, 3, N)
SCORE = RANDOM.normal(3, 1, N) + 0.8 * AGE
DESIGN = Design.of(RANDOM.uniform(1, 5, N), strata=PSUS // 8, psus=PSUS)
SEXES = Margin(SEX, {0: 400.0, 1: 500.0})
AGES = Margin(AGE, {0: 200.0, 1: 300.0, 2: 400.0})


def sums(labels, weights):
    return np.bincount(labels, weights).tolist()


def test_post_stratified_weights_meet_their_totals():
    found = post_stratify(DESIGN, AGES)

    assert sums(AGE, found.weights) == pytest.approx([200, 300, 400])


def test_raked_weights_meet_all_margins():
    found = rake(DESIGN, [SEXES, AGES])

    assert sums(SEX, found.weights) == pytest.approx([400, 500])
    assert sums(AGE, found.weights) == pytest.approx([200, 300, 400])


def test_raking_to_one_margin_is_post_stratification():
    raked, stratified = rake(DESIGN, [AGES]), post_stratify(DESIGN, AGES)

    assert raked.weights == pytest.approx(stratified.weights)
    assert mean(SCORE, raked).se == pytest.approx(mean(SCORE, stratified).se)


def test_a_known_total_has_no_error_left():
    found = total(AGE == 2, rake(DESIGN, [SEXES, AGES]))

    assert found.value == pytest.approx(400)
    assert found.se == pytest.approx(0, abs=1e-6)


def test_margins_that_explain_the_answers_lower_the_error():
    by_age = SCORE + 3 * AGE

    assert mean(by_age, post_stratify(DESIGN, AGES)).se < mean(by_age, DESIGN).se


def test_the_linearised_error_of_raking_is_near_that_of_the_jackknife():
    def raked_mean(weights):
        again = rake(Design.of(weights), [SEXES, AGES])
        return again.weights @ SCORE / again.weights.sum()

    jack = np.sqrt(jackknife(DESIGN).covariance(raked_mean)[0, 0])

    assert mean(SCORE, rake(DESIGN, [SEXES, AGES])).se == pytest.approx(jack, rel=0.1)


def test_regression_meets_its_totals_and_agrees_with_post_stratification():
    groups = np.column_stack([age == AGE for age in range(3)]).astype(float)

    found = regress(DESIGN, groups, [200, 300, 400])

    assert found.weights == pytest.approx(post_stratify(DESIGN, AGES).weights)


def test_collinear_variables_are_no_hindrance_unless_their_totals_disagree():
    groups = np.column_stack([np.ones(N), AGE == 0, AGE > 0]).astype(float)

    found = regress(DESIGN, groups, [900, 200, 700])

    assert sums(AGE > 0, found.weights) == pytest.approx([200, 700])
    with pytest.raises(MarginsError, match="totals contradict each other"):
        regress(DESIGN, groups, [900, 200, 800])


def test_calibrating_twice_keeps_both_residuals():
    twice = post_stratify(post_stratify(DESIGN, SEXES), AGES)

    assert len(twice.residuals) == 2
    assert sums(AGE, twice.weights) == pytest.approx([200, 300, 400])


def test_rows_without_weight_stay_without():
    weights = DESIGN.weights.copy()
    weights[AGE == 0] *= RANDOM.integers(0, 2, (AGE == 0).sum())
    design = Design.of(weights, psus=PSUS)

    found = rake(design, [SEXES, AGES])

    assert ((found.weights == 0) == (weights == 0)).all()
    assert mean(SCORE, found).se > 0


@pytest.mark.parametrize(
    ("margin", "message"),
    [
        (Margin(AGE, {0: 1.0, 1: 1.0}), "no total for the group 2"),
        (Margin(AGE, {0: 1.0, 1: 1.0, 2: 0.0}), "total of group 2 is 0.0"),
        (Margin(AGE, {0: 1.0, 1: 1.0, 2: np.nan}), "total of group 2 is nan"),
        (Margin(AGE, {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0}), "nobody of the group 3"),
        (Margin(AGE[:5], {0: 1.0, 1: 1.0, 2: 1.0}), "differ in length"),
    ],
)
def test_a_margin_that_does_not_fit_is_refused(margin, message):
    with pytest.raises(ArgumentError, match=message):
        post_stratify(DESIGN, margin)


def test_a_group_without_weight_is_refused():
    empty = Design.of(DESIGN.weights * (AGE > 0))

    with pytest.raises(MarginsError, match="nobody of the group 0 is in the sample"):
        post_stratify(empty, AGES)


def test_margins_of_different_populations_are_refused():
    with pytest.raises(MarginsError, match="add up to 900 and to 910"):
        rake(DESIGN, [SEXES, Margin(AGE, {0: 210.0, 1: 300.0, 2: 400.0})])
    with pytest.raises(ArgumentError, match="margins is empty"):
        rake(DESIGN, [])


def test_margins_that_no_weights_meet_are_an_error_and_no_result():
    row, column = [0, 0, 1], [0, 1, 1]
    impossible = [Margin(row, {0: 1.0, 1: 9.0}), Margin(column, {0: 5.0, 1: 5.0})]

    with pytest.raises(ConvergenceError, match="still off by more than 1e-10"):
        rake(Design.of(np.ones(3)), impossible)


def test_raking_within_bounds_keeps_margins_and_bounds():
    found = rake(DESIGN, [SEXES, AGES], bounds=(0.4, 1.8))

    assert sums(AGE, found.weights) == pytest.approx([200, 300, 400])
    ratio = found.weights / found.weights.mean()
    assert ratio.max() <= 1.8 + 1e-6
    assert ratio.min() >= 0.4 - 1e-6


def test_bounds_that_are_too_narrow_are_an_error():
    with pytest.raises(ConvergenceError, match="raking: a margin is still off"):
        rake(DESIGN, [SEXES, AGES], bounds=(0.99, 1.01), most_rounds=50)


def test_a_weight_below_nought_is_refused():
    with pytest.raises(ArgumentError, match="would take a weight to"):
        regress(DESIGN, np.column_stack([np.ones(N), SCORE]), [900, 9000])


def test_shapes_of_a_regression_are_checked():
    with pytest.raises(ArgumentError, match="variables are"):
        regress(DESIGN, np.ones((N, 2)), [1])
    with pytest.raises(ArgumentError, match="differ in length"):
        regress(DESIGN, np.ones((3, 1)), [1])
