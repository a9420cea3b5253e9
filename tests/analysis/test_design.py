import math
from dataclasses import astuple

import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError, LonelyPsuError
from analysis.estimators import composite, mean, ratio, share, total
from analysis.moments import Moments, merge_moments
from analysis.psu_totals import PsuTotals
from analysis.variance import covariance_of_totals

STRATA = np.array(["a", "a", "a", "b", "b", "b"])
PSUS = np.array([1, 1, 2, 1, 2, 3])
WEIGHTS = np.array([2.0, 3.0, 5.0, 7.0, 1.0, 4.0])
VALUES = np.array([1.0, 0.0, 4.0, 2.0, 5.0, 3.0])


def design(**changed):
    return Design.of(**({"weights": WEIGHTS, "strata": STRATA, "psus": PSUS} | changed))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"weights": [1, 1]}, "differ in length"),
        ({"weights": WEIGHTS * -1}, "weights holds the negative value"),
        ({"weights": WEIGHTS * np.nan}, "weights holds a missing"),
        ({"weights": WEIGHTS * 0}, "weights add up to nought"),
        ({"strata": [None, *STRATA[1:]]}, "strata holds a missing label"),
        ({"fpc": {"a": 9}}, "fpc lacks the stratum 'b'"),
        ({"fpc": {"a": 9, "b": 2}}, "fpc of a stratum is 2.0, below the 3 units"),
        ({"fpc": [9, 8, 9, 9, 9, 9]}, "fpc of one stratum is both 9.0 and 8.0"),
        ({"fpc": [9, 9]}, "differ in length"),
        ({"certainty": ["c"]}, "certainty names 'c', which is no stratum"),
        ({"nested": False}, "psus 1 lies in more than one stratum"),
        ({"later": [(range(6), np.full(6, 9))]}, "only with fpc for the first"),
        ({"lonely": "ignore"}, "'ignore' is not a valid Lonely"),
    ],
)
def test_a_bad_design_is_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        design(**changed)


def test_labels_that_are_unique_need_no_nesting():
    unique = design(psus=[1, 1, 2, 3, 4, 5], nested=False)

    assert total(VALUES, unique) == total(VALUES, design())


def test_rows_totals_and_moments_give_the_same_covariance():
    rows = design(fpc={"a": 9, "b": 6})
    columns = np.column_stack([VALUES, VALUES**2]) * WEIGHTS[:, np.newaxis]

    from_rows = rows.covariance(columns)

    table = PsuTotals.from_rows(
        np.column_stack([VALUES, VALUES**2]),
        WEIGHTS,
        strata=STRATA,
        psus=PSUS,
        fpc={"a": 9, "b": 6},
    )
    from_totals = covariance_of_totals(table)
    from_moments = Moments.of(table).covariance(fpc={"a": 9, "b": 6})
    assert from_rows == pytest.approx(from_totals, rel=1e-12)
    assert from_rows == pytest.approx(from_moments, rel=1e-12)


def test_the_totals_of_a_design_carry_its_variance():
    scores = WEIGHTS * VALUES
    rows = design(fpc={"a": 9, "b": 6})

    table = rows.psu_totals(scores)

    assert covariance_of_totals(table) == pytest.approx(rows.covariance(scores))


@pytest.mark.parametrize("lonely", ["adjust", "remove", "certainty"])
def test_a_lonely_psu_counts_the_same_in_rows_totals_and_moments(lonely):
    strata = np.array(["a", "a", "a", "b", "b", "c"])
    rows = design(strata=strata, lonely=lonely)
    table = PsuTotals.from_rows(VALUES, WEIGHTS, strata=strata, psus=PSUS)

    variances = [
        rows.covariance(WEIGHTS * VALUES),
        covariance_of_totals(table, lonely=lonely),
        Moments.of(table).covariance(lonely=lonely),
    ]

    assert variances[0] == pytest.approx(variances[1], rel=1e-12)
    assert variances[0] == pytest.approx(variances[2], rel=1e-12)


def test_a_lonely_psu_is_refused_if_asked_at_any_stage():
    strata = np.array(["a", "a", "a", "b", "b", "c"])
    table = PsuTotals.from_rows(VALUES, WEIGHTS, strata=strata, psus=PSUS)
    second = design(
        fpc={"a": 9, "b": 6}, later=[(range(6), np.full(6, 9))], lonely="fail"
    )

    for refused in (
        lambda: design(strata=strata, lonely="fail").covariance(VALUES),
        lambda: Moments.of(table).covariance(lonely="fail"),
        lambda: second.covariance(VALUES),
    ):
        with pytest.raises(LonelyPsuError, match="single PSU"):
            refused()


def test_a_stratum_of_certainty_adds_no_variance_of_its_first_stage():
    one_sure = design(certainty=["a"])
    only_b = np.where(STRATA == "b", VALUES, 0.0)

    assert one_sure.covariance(WEIGHTS * VALUES) == pytest.approx(
        design().covariance(WEIGHTS * only_b)
    )


def test_the_later_stage_of_a_certainty_stratum_carries_its_variance():
    sure = design(certainty=["a", "b"], later=[(range(6), np.full(6, 10))])

    # Two rows in PSU 1 of stratum a; all other PSUs hold a single row.
    t = WEIGHTS[:2] * VALUES[:2]
    expected = (1 - 2 / 10) * 2 * np.var(t, ddof=1)
    assert sure.covariance(WEIGHTS * VALUES)[0, 0] == pytest.approx(expected)


def test_moments_of_parts_add_up_to_those_of_the_whole():
    table = PsuTotals.from_rows(VALUES, WEIGHTS, strata=STRATA, psus=PSUS)
    members = np.array([True, False, True, True, False])
    halves = [
        PsuTotals(table.strata[part], table.totals[part])
        for part in (slice(0, 3), slice(3, None))
    ]

    merged = merge_moments(
        [
            Moments.of(halves[0], members=members[:3]),
            Moments.of(halves[1], members=members[3:]),
        ]
    )

    whole = Moments.of(table, members=members)
    assert merged.covariance() == pytest.approx(whole.covariance(), rel=1e-12)
    assert merged.totals == pytest.approx(whole.totals)
    assert merged.df == whole.df == 3 - 2


def test_moments_that_do_not_fit_are_refused():
    one = Moments.of(PsuTotals(STRATA, VALUES[:, np.newaxis]))
    two = Moments.of(PsuTotals(STRATA, np.ones((6, 2))))

    with pytest.raises(ArgumentError, match="parts is empty"):
        merge_moments([])
    with pytest.raises(ArgumentError, match="number of columns"):
        merge_moments([one, two])


def test_a_domain_counts_its_own_psus():
    assert design().degrees_of_freedom() == 5 - 2
    assert design().degrees_of_freedom(STRATA == "a") == 2 - 1
    assert design(weights=[0, 0, 5, 7, 1, 4]).degrees_of_freedom() == 4 - 2


def test_rows_outside_the_domain_may_hold_anything():
    values = VALUES.copy()
    values[0] = np.nan
    inside = np.arange(6) > 0

    assert mean(values, design(), domain=inside).n == 5
    with pytest.raises(ArgumentError, match="values holds a missing"):
        mean(values, design())


@pytest.mark.parametrize("estimator", [total, mean])
def test_one_respondent_has_no_design_effect(estimator):
    only = np.arange(6) == 0

    assert math.isnan(estimator(VALUES, design(), domain=only).deff)


def test_an_empty_domain_is_refused():
    nobody = np.zeros(6, bool)

    for refused in (
        lambda: total(VALUES, design(), domain=nobody),
        lambda: share(VALUES > 2, design(), base=nobody),
    ):
        with pytest.raises(EmptyBaseError, match="no row is in the domain"):
            refused()


def test_wrong_shapes_and_types_are_refused_by_name():
    hits = VALUES > 2

    for refused, message in (
        (lambda: total(VALUES[:3], design()), "values are"),
        (lambda: share(VALUES, design()), "hits holds float64; give booleans"),
        (lambda: share(hits[:2], design()), "hits has 2 rows, the design 6"),
        (lambda: share(hits, design(), base=[1, 0] * 3), "domain holds int64"),
        (lambda: share(hits, design(), base=hits[:4]), "differ in length"),
        (lambda: design().covariance(VALUES[:3]), "differ in length"),
    ):
        with pytest.raises(ArgumentError, match=message):
            refused()


def test_a_share_is_the_mean_of_its_hits_with_an_interval_of_its_own():
    hits = VALUES > 2

    ours, plain = share(hits, design()), mean(hits, design())

    assert ours.value == pytest.approx(plain.value)
    assert ours.se == pytest.approx(plain.se)
    assert 0 < ours.low < ours.value < ours.high < 1


def test_unanimity_is_found_by_counting_rows():
    everyone = share(VALUES > -1, design())

    assert (everyone.value, everyone.se, everyone.high) == (1, 0, 1)
    assert everyone.low < 1


def test_a_ratio_of_a_value_to_itself_is_one_and_certain():
    found = ratio(VALUES, VALUES, design())

    assert found.value == 1
    assert found.se == pytest.approx(0)


def test_a_composite_of_one_item_is_its_share():
    hits = (VALUES > 2)[:, np.newaxis]
    valid = (VALUES > 0)[:, np.newaxis]

    index = composite(hits, valid, design())

    alone = share(hits[:, 0], design(), base=valid[:, 0])
    assert astuple(index)[:-1] == pytest.approx(astuple(alone)[:-1])


def test_a_composite_counts_whoever_answered_any_item():
    valid = np.array([[1, 0], [0, 0], [1, 1], [0, 1], [1, 1], [1, 1]], dtype=bool)
    hits = valid & np.array([True, False] * 3)[:, np.newaxis]

    index = composite(hits, valid, design(), domain=STRATA == "a")

    assert index.n == 2
    assert index.df == 2 - 1
