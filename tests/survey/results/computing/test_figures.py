"""Figures as they are stored, against hand counts and estimates straight from rows."""

import math

import numpy as np
import pytest

from analysis.psu_totals import PsuTotals, degrees_of_freedom
from analysis.shares import share_estimate
from questionnaires import NOT_ASKED
from survey.waves.models import WaveKind
from tests.factories import make_unit
from tests.survey.results.factories import (
    find_figure,
    make_draft,
    make_wave,
    rated,
    respond,
    respond_all,
)
from tests.survey.results.rows import some_rows, totals


def test_an_item_is_the_share_of_its_valid_answers(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 5}, times=20, cluster="x")
    respond(unit, period, {"a1": 4}, times=10, cluster="y")
    respond(unit, period, {"a1": 3}, times=10, cluster="y")
    respond(unit, period, {"a1": 98}, times=7, cluster="y")

    figure = find_figure(make_draft(period), unit, "a1")

    assert (figure.value, figure.n, figure.df) == (pytest.approx(0.75), 40, 1)
    assert figure.aggregation == "single_item"


def test_a_unit_keeps_the_psus_of_others_in_its_strata(app):
    here, there = make_unit(), make_unit()
    wave = make_wave([here, there], kind=WaveKind.SURVEY)
    [period] = wave.periods
    rows = some_rows(2, 80)
    units = [here if i % 3 else there for i in range(80)]
    # The villages from 10 on hold nobody of the first unit.
    psus = [f"v{i % 10 if units[i] is here else i % 21}" for i in range(80)]
    strata = [f"s{int(psu[1:]) % 2}" for psu in psus]
    weights = [1.0 + i % 4 for i in range(80)]
    for i, unit in enumerate(units):
        design = {"stratum": strata[i], "cluster": psus[i], "base_weight": weights[i]}
        respond_all(unit, period, [rows[i]], **design)

    figure = find_figure(make_draft(period), here, "a1")

    table, _, _ = totals(rows, weights, strata=strata, psus=psus)
    mine = np.array([unit is here for unit in units])
    valid = np.array([row["a1"] != 98 for row in rows]) & mine
    hit = np.array([row["a1"] in (4, 5) for row in rows]) & mine
    domain = PsuTotals.from_rows(
        np.column_stack([hit, valid]).astype(float), weights, strata=strata, psus=psus
    )
    expected = share_estimate(*domain.totals.T, domain.strata, n=int(valid.sum()))
    alone = domain.totals[domain.totals[:, 1] > 0]
    strata_alone = domain.strata[domain.totals[:, 1] > 0]
    assert len(alone) < len(table.strata)
    assert figure.se == pytest.approx(expected.se)
    assert figure.se != pytest.approx(
        share_estimate(*alone.T, strata_alone, n=expected.n).se
    )
    assert figure.df == degrees_of_freedom(domain.strata, domain.totals[:, 1] > 0)


def test_weights_are_respected(app):
    unit = make_unit()
    wave = make_wave([unit], kind=WaveKind.IMPORTED)
    [period] = wave.periods
    respond(unit, period, {"a1": 5}, times=10, base_weight=3.0)
    respond(unit, period, {"a1": 1}, times=30, base_weight=1.0)

    figure = find_figure(make_draft(period), unit, "a1")

    assert figure.value == pytest.approx(0.5)
    assert figure.df == 39


def test_all_units_together_pool_their_batches(app):
    units = [make_unit(), make_unit(), make_unit()]
    wave = make_wave(units)
    [period] = wave.periods
    for unit, code, times in zip(units, (5, 1, 5), (30, 10, 9), strict=True):
        for day in ("x", "y"):
            respond(unit, period, rated(code), times=times, cluster=f"{unit.id}{day}")

    draft = make_draft(period)

    everybody = find_figure(draft, None)
    assert everybody.n == 98
    assert everybody.value == pytest.approx(78 / 98)
    assert everybody.df == 3


def test_under_ten_answers_only_the_row_exists(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 5}, times=9)
    respond(unit, period, {"a2": 5}, times=9)

    draft = make_draft(period)

    for subject in ("a1", "a2"):
        figure = find_figure(draft, unit, subject)
        assert (figure.n, figure.value, figure.low, figure.options) == (
            9,
            None,
            None,
            [],
        )
    whole = find_figure(draft, unit)
    assert (whole.n, whole.value, whole.verdicts) == (9, None, [])


def test_a_hidden_item_of_a_unit_cannot_be_got_by_subtraction(app):
    large, small = make_unit(), make_unit()
    wave = make_wave([large, small])
    [period] = wave.periods
    for day in ("x", "y"):
        respond(large, period, {"a1": 5}, times=20, cluster=f"large {day}")
        respond(small, period, {"a2": 5}, times=20, cluster=f"small {day}")
        respond(small, period, {"a1": 1}, times=4, cluster=f"small {day}")

    draft = make_draft(period)

    assert find_figure(draft, small, "a1").value is None
    together = find_figure(draft, None, "a1")
    assert (together.n, together.value) == (40, 1)


def test_hidden_items_of_units_count_together_where_they_are_ten(app):
    units = [make_unit(), make_unit(), make_unit()]
    wave = make_wave(units)
    [period] = wave.periods
    for unit, times in zip(units, (20, 3, 3), strict=True):
        for day in ("x", "y"):
            cluster = f"{unit.id}{day}"
            respond(unit, period, {"a2": 5}, times=20, cluster=cluster)
            respond(unit, period, {"a1": 4}, times=times, cluster=cluster)

    assert find_figure(make_draft(period), None, "a1").n == 52


def test_one_cluster_says_nothing_of_the_others(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(5), times=40, cluster="only day")

    figure = find_figure(make_draft(period), unit)

    assert (figure.n, figure.df, figure.value, figure.low) == (40, 0, None, None)
    assert {verdict.verdict for verdict in figure.verdicts} == {"cannot_tell"}


def test_all_satisfied_borrows_the_clustering_of_the_other_items(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    for day, code in enumerate((5, 5, 1, 5, 1, 5)):
        answers = {"a1": 5, "a2": code}
        respond(unit, period, answers, times=10, cluster=f"day {day}")

    draft = make_draft(period)

    certain, other = find_figure(draft, unit, "a1"), find_figure(draft, unit, "a2")
    assert (certain.value, certain.deff) == (1, None)
    assert other.deff > 5
    assert certain.n_eff == pytest.approx(60 / other.deff)
    assert certain.low < 1 == certain.high


def test_options_are_shares_of_the_base_and_missing_ones_are_only_counted(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    for code, times in ((5, 6), (4, 3), (1, 3), (98, 5)):
        respond(unit, period, {"a1": code}, times=times)
    respond(unit, period, {"a1": NOT_ASKED}, times=2)

    figure = find_figure(make_draft(period), unit, "a1")

    counted = {option.code: (option.n, option.share) for option in figure.options}
    assert counted == {
        5: (6, 0.5),
        4: (3, 0.25),
        3: (0, 0),
        2: (0, 0),
        1: (3, 0.25),
        98: (5, None),
    }


def test_a_measure_may_keep_missing_answers_in_its_base(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"overall": 5}, times=15)
    respond(unit, period, {"overall": 98}, times=5)

    figure = find_figure(make_draft(period), unit, "overall", "satisfied_overall")

    assert (figure.n, figure.base_rule) == (20, "with_missing")
    assert figure.value == pytest.approx(0.75)


def test_a_multiple_choice_tells_who_chose_each_option(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"reasons.1": 1, "reasons.2": 0}, times=9)
    respond(unit, period, {"reasons.1": 1, "reasons.2": 1}, times=3)
    respond(unit, period, {"reasons.1": NOT_ASKED, "reasons.2": NOT_ASKED}, times=5)

    figure = find_figure(make_draft(period), unit, "reasons", "why")

    assert (figure.n, figure.value) == (12, None)
    counted = {option.code: (option.n, option.share) for option in figure.options}
    assert counted == {1: (12, 1), 2: (3, 0.25)}


def test_a_mean_is_of_the_valid_codes(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    for age, times in ((20, 10), (50, 10), (NOT_ASKED, 4)):
        respond(unit, period, {"age": age}, times=times)

    figure = find_figure(make_draft(period), unit, "age", "age")

    assert (figure.value, figure.n, figure.kind) == (35, 20, "mean")
    assert figure.verdicts == []
    # Who was not asked is a PSU of the sample all the same: 24, not 20.
    assert figure.se == pytest.approx(math.sqrt(24 / 23 * 20 * 15**2 / 20**2))


def test_carried_over_answers_are_in_the_figure(app):
    unit = make_unit()
    wave = make_wave([unit], periods=2)
    first, second = wave.periods
    respond(unit, first, rated(1), times=6)
    respond(unit, second, rated(5), times=6)

    before, after = make_draft(first), make_draft(second)

    assert find_figure(before, None).n == 0
    assert find_figure(after, unit).n == 12
    assert find_figure(after, unit).value == pytest.approx(0.5)
