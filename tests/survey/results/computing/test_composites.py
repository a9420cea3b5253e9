"""Composed figures: of a factor, of the whole tree, of listed items."""

import pytest

from analysis.shares import composite_estimate
from tests.factories import make_unit
from tests.survey.results.factories import (
    find_figure,
    make_draft,
    make_wave,
    respond,
    respond_all,
)
from tests.survey.results.rows import some_rows, totals


def test_a_composite_equals_the_estimate_straight_from_the_rows(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    rows, clusters = some_rows(1, 60), [f"c{i % 7}" for i in range(60)]
    for row, cluster in zip(rows, clusters, strict=True):
        respond_all(unit, period, [row], cluster=cluster)

    figure = find_figure(make_draft(period), unit)

    table, hits, bases = totals(rows, [1.0] * 60, psus=clusters)
    answered = sum(any(code != 98 for code in row.values()) for row in rows)
    expected = composite_estimate(hits, bases, table.strata, n=answered)
    assert figure.n == answered
    for name in ("value", "se", "low", "high", "n_eff", "df", "deff"):
        assert getattr(figure, name) == pytest.approx(getattr(expected, name))


def test_an_item_too_few_answered_stays_out_of_its_composite(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    for day in ("x", "y"):
        respond(unit, period, {"a1": 5, "a2": 98}, times=10, cluster=day)
        respond(unit, period, {"a1": 1, "a2": 98}, times=10, cluster=day)
        respond(unit, period, {"a1": 5, "a2": 1}, times=4, cluster=day)

    figure = find_figure(make_draft(period), unit, "access")

    assert figure.value == pytest.approx(28 / 48)
    assert figure.n == 48


def test_the_options_of_a_factor_are_composed_like_its_share(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 5, "a2": 5}, times=20)
    respond(unit, period, {"a1": 4, "a2": 1}, times=20)
    respond(unit, period, {"a1": 1, "a2": 98}, times=40)

    figure = find_figure(make_draft(period), unit, "access")

    shares = {option.code: option.share for option in figure.options}
    assert shares[5] == pytest.approx((10 / 40 + 10 / 20) / 2)
    assert shares[5] + shares[4] == pytest.approx(figure.value)
    assert sum(share for share in shares.values() if share) == pytest.approx(1)


def test_the_mean_of_a_factor_is_the_mean_of_its_items(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 5, "a2": 3}, times=30)
    respond(unit, period, {"a1": 1, "a2": 3}, times=10)
    respond(unit, period, {"a1": 1, "a2": 98}, times=20)
    respond(unit, period, {"a1": 98, "a2": 4}, times=40)

    figure = find_figure(make_draft(period), unit, "access", "score")

    assert figure.value == pytest.approx((3 + 3.5) / 2)
    assert figure.low < figure.value < figure.high


def test_the_whole_of_listed_items_is_composed_of_them(app):
    unit = make_unit()
    wave = make_wave([unit], measured={"of: service": "of: [a1, r1]"})
    [period] = wave.periods
    respond(unit, period, {"a1": 5, "a2": 1}, times=10)
    respond(unit, period, {"r1": 1, "a1": 98}, times=20)

    figure = find_figure(make_draft(period), unit, "*")

    assert (figure.value, figure.n) == (0.5, 30)


AGGREGATED = [
    ("mean_of_item_shares", (1 + 0 + 0.5) / 3),
    ("ratio_of_totals", (10 + 0 + 20) / (10 + 10 + 40)),
    ("mean_of_factors", ((1 + 0) / 2 + 0.5) / 2),
]


@pytest.mark.parametrize(("aggregation", "expected"), AGGREGATED)
def test_a_composite_follows_the_rule_of_its_measure(app, aggregation, expected):
    unit = make_unit()
    rule = f"of: service\n    aggregation: {aggregation}"
    [period] = make_wave([unit], measured={"of: service": rule}).periods
    respond(unit, period, {"a1": 5, "a2": 1, "r1": 5}, times=40)
    respond(unit, period, {"a1": 98, "r1": 5}, times=40)
    respond(unit, period, {"r1": 1}, times=80)

    figure = find_figure(make_draft(period), unit)

    assert figure.aggregation == aggregation
    assert figure.value == pytest.approx(expected)
    shares = {option.code: option.share for option in figure.options}
    assert shares[5] == pytest.approx(expected)


def test_factors_on_different_scales_have_options_only_each(app):
    unit = make_unit()
    yes, no = (
        "{code: 1, label: {vi: Có, en: Yes}}",
        "{code: 0, label: {vi: Không, en: No}}",
    )
    own = f"{{id: r1, type: rating, favourable: [1], options: [{yes}, {no}]"
    measured = {"{id: r1, type: rating, scale: satisfaction": own}
    [period] = make_wave([unit], measured=measured).periods
    respond(unit, period, {"a1": 5, "a2": 4, "r1": 1, "r2": 5}, times=20)

    draft = make_draft(period)

    assert find_figure(draft, unit).options == []
    assert find_figure(draft, unit, "outcome").value == 1
    assert len(find_figure(draft, unit, "access").options) == 6


def test_a_composite_counts_only_who_surely_answered_what_is_left(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    respond(unit, period, {"a1": 5}, times=20)
    respond(unit, period, {"a2": 5}, times=9)

    figure = find_figure(make_draft(period), unit, "access")

    assert (figure.n, figure.value) == (20, 1)
