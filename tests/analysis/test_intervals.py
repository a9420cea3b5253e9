import math

import numpy as np
import pytest
from scipy import stats

from analysis.errors import ArgumentError
from analysis.interval_methods import METHODS
from analysis.intervals import interval, p_value
from tests.analysis.samples import read_reference

LEVELS = (0.90, 0.95, 0.99)


def binomial(x, n, **options):
    x, n = np.asarray(x, float), np.asarray(n, float)
    p = x / n
    return interval(p, np.sqrt(p * (1 - p) / n), n, np.inf, **options)


@pytest.mark.parametrize("method", ["clopper_pearson", "wilson", "jeffreys"])
@pytest.mark.parametrize("level", LEVELS)
def test_binomial_intervals_agree_with_r(method, level):
    rows = read_reference("binomial.csv").query("level == @level")

    ours = binomial(rows["x"], rows["n"], level=level, method=method)

    # R's plain quantiles of Jeffreys' posterior leave out a share of 0 or 1.
    closed = method == "jeffreys"
    low = rows[f"{method}_low"].where((rows["x"] > 0) | ~np.array(closed), 0)
    high = rows[f"{method}_high"].where((rows["x"] < rows["n"]) | ~np.array(closed), 1)
    assert ours.low == pytest.approx(low, rel=1e-10, abs=1e-15)
    assert ours.high == pytest.approx(high, rel=1e-10, abs=1e-15)


@pytest.mark.parametrize("method", ["clopper_pearson", "wilson", "jeffreys"])
@pytest.mark.parametrize("level", LEVELS)
def test_binomial_intervals_have_r_s_fingerprint_for_every_count_up_to_200(
    method, level
):
    rows = read_reference("grid.csv").query("level == @level").set_index("n")
    n, x = np.array([(n, x) for n in range(1, 201) for x in range(n + 1)]).T

    bounds = binomial(x, n, level=level, method=method)

    # The mirror of a share has the mirror of its interval: high(x) = 1 - low(n - x).
    mirrored = binomial(n - x, n, level=level, method=method)
    assert bounds.high == pytest.approx(1 - mirrored.low, rel=1e-12, abs=1e-15)
    place = (x + 1) / (n + 1)
    low = bounds.low
    for number, column in enumerate((low, low * place, low**2 * (1 - place)), start=1):
        ours = np.bincount(n, column)[1:]
        assert ours == pytest.approx(rows[f"{method}_{number}"].to_numpy(), rel=1e-10)


@pytest.mark.parametrize("level", LEVELS)
def test_binomial_intervals_agree_with_scipy_for_every_count_up_to_200(level):
    n, x = np.array([(n, x) for n in range(1, 201) for x in range(n + 1)]).T
    alpha = 1 - level

    exact = binomial(x, n, level=level, method="clopper_pearson")
    wilson = binomial(x, n, level=level)

    low = stats.beta.ppf(alpha / 2, x[x > 0], (n - x + 1)[x > 0])
    high = stats.beta.ppf(1 - alpha / 2, (x + 1)[x < n], (n - x)[x < n])
    assert exact.low[x > 0] == pytest.approx(low, rel=1e-10)
    assert exact.high[x < n] == pytest.approx(high, rel=1e-10)
    assert (exact.low[x == 0] == 0).all()
    assert (exact.high[x == n] == 1).all()
    # Wilson's bounds are where the score test rejects.
    z = stats.norm.ppf((1 + level) / 2)
    for bound, inner in ((wilson.low, x > 0), (wilson.high, x < n)):
        spread = np.sqrt(bound * (1 - bound) / n)
        distance = np.abs(x / n - bound)
        assert distance[inner] == pytest.approx((z * spread)[inner], rel=1e-9)
    for row in range(0, len(n), 997):
        theirs = stats.binomtest(int(x[row]), int(n[row])).proportion_ci(
            level, method="wilson"
        )
        bounds = (wilson.low[row], wilson.high[row])
        assert bounds == pytest.approx(theirs, rel=1e-10, abs=1e-15)


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("p", [0.0, 0.003, 0.5, 0.95, 1.0])
@pytest.mark.parametrize(("n", "df"), [(1, 1), (2, 1), (400, 3), (400, 399)])
def test_an_interval_holds_its_share_and_stays_within_nought_and_one(method, p, n, df):
    bounds = interval(p, 1.4 * math.sqrt(p * (1 - p) / n), n, df, method=method)

    assert 0 <= bounds.low <= p <= bounds.high <= 1
    assert bounds.low < bounds.high


@pytest.mark.parametrize("method", sorted(METHODS))
def test_nobody_and_one_psu_give_no_interval(method):
    bounds = interval([0.5, 0.5, 1.0], 0.1, [0, 30, 30], [5, 0, 0], method=method)

    assert np.isnan(bounds.low).all()
    assert np.isnan(bounds.high).all()
    assert np.isnan(bounds.n_eff).tolist() == [True, False, False]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_standard_error_of_nought_is_not_certainty(method):
    bounds = interval(0.5, 0.0, 30, 29, method=method)

    assert bounds.n_eff == 30
    assert bounds.high - bounds.low > 0.3


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_mirror_of_a_share_has_the_mirror_of_its_interval(method):
    share = np.array([0.0, 0.02, 0.3])
    se = np.array([0.0, 0.02, 0.05])

    one = interval(share, se, 90, 11, method=method)
    other = interval(1 - share, se, 90, 11, method=method)

    assert one.low == pytest.approx(1 - other.high)
    assert one.high == pytest.approx(1 - other.low)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"clopper_pearson"}))
def test_few_psus_widen_the_interval(method):
    few, many = (interval(0.9, 0.03, 400, df, method=method) for df in (2, 399))

    assert few.high - few.low > many.high - many.low


def test_a_share_is_never_taken_as_more_informative_than_n_answers():
    assert interval(0.9, 1e-6, 50, 49).n_eff == 50
    capped, uncapped = (
        interval(0.9, 0.01, 50, 49, method=method)
        for method in ("korn_graubard", "beta")
    )
    assert capped.low < uncapped.low


@pytest.mark.parametrize("method", sorted(METHODS))
def test_unanimity_uses_the_pooled_design_effect_but_never_gains_by_it(method):
    bounds = interval(1.0, 0.0, 60, 20, pooled_deff=[0.5, 1, 3], method=method)

    assert bounds.n_eff.tolist() == [60, 60, 20]
    assert bounds.low[0] == bounds.low[1] > bounds.low[2]
    assert (bounds.high == 1).all()


def test_a_flag_overrules_a_share_that_misses_one_by_float_noise():
    flagged = interval(1 - 1e-16, 1e-17, 60, 20, all_hit=True)

    assert flagged.low == interval(1.0, 0.0, 60, 20).low
    assert interval(1e-17, 1e-17, 60, 20, none_hit=True).low == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"level": 1.0}, "level is 1.0"),
        ({"method": "wald"}, "method is 'wald'; known are"),
        ({"p": 1.2}, "share outside"),
    ],
)
def test_bad_arguments_are_refused(arguments, message):
    defaults = {"p": 0.5, "se": 0.1, "n": 30, "df": 29}

    with pytest.raises(ArgumentError, match=message):
        interval(**(defaults | arguments))


@pytest.mark.parametrize("target", [0.85, 0.95])
@pytest.mark.parametrize("df", [3, 60, math.inf])
def test_the_p_value_is_where_the_interval_touches_the_target(target, df):
    p, se = np.array([0.8, 0.9, 0.99, 1.0]), np.array([0.08, 0.04, 0.02, 0.0])
    n_eff = interval(p, se, 60, df).n_eff

    for row, value in enumerate(p_value(p, n_eff, df, index_target=target)):
        bounds = interval(p[row], se[row], 60, df, level=1 - value)
        nearest = min(abs(bounds.low - target), abs(bounds.high - target))
        assert nearest == pytest.approx(0, abs=1e-8)


def test_without_degrees_of_freedom_there_is_no_p_value():
    assert np.isnan(p_value(0.9, 30, 0, index_target=0.95))


def test_a_target_outside_its_range_is_refused():
    with pytest.raises(ArgumentError, match="index_target is 95"):
        p_value(0.9, 30, 29, index_target=95)
