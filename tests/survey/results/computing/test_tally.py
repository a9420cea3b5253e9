from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from questionnaires import NOT_ASKED
from survey.database import session, transaction
from survey.instruments.service import item_ids
from survey.responses.models import Response
from survey.results.computing import tally
from survey.results.models import TallyBase, TallyCell
from survey.waves.models import Period, WaveKind
from tests.factories import make_unit
from tests.survey.results.factories import make_wave, rated, respond, respond_all


def rebuild(period: Period) -> None:
    with transaction():
        tally.rebuild(period.wave, period)


def cells(period: Period) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    names = {
        number: name
        for name, number in item_ids(period.wave.instrument_version_id).items()
    }
    rows = session().scalars(select(TallyCell).where(TallyCell.period_id == period.id))
    return {
        (row.unit_id, row.stratum, row.psu, names[row.item_id], row.code): (
            row.n,
            row.weight,
            row.weight_squared,
        )
        for row in rows
    }


def bases(period: Period) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows = session().scalars(select(TallyBase).where(TallyBase.period_id == period.id))
    return {
        (row.unit_id, row.stratum, row.psu, row.subject): (row.n, row.weight)
        for row in rows
    }


def test_answers_of_a_cluster_are_added_up_with_their_weights(app):
    unit = make_unit()
    wave = make_wave([unit], kind=WaveKind.SURVEY)
    [period] = wave.periods
    here = {"stratum": "s", "cluster": "c"}
    respond(unit, period, {"a1": 5}, base_weight=2.0, **here)
    respond(unit, period, {"a1": 5}, base_weight=3.0, **here)
    respond(unit, period, {"a1": 98}, base_weight=1.5, **here)

    rebuild(period)

    assert cells(period) == {
        (unit.id, "s", "c", "a1", 5): (2, 5.0, 13.0),
        (unit.id, "s", "c", "a1", 98): (1, 1.5, 2.25),
    }


def test_a_subject_counts_responses_with_a_valid_answer_below_it(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 5, "a2": 1, "r1": 98}, cluster="c")
    respond(unit, period, {"r1": 3, "overall": 98}, cluster="c")
    respond(unit, period, {"reasons.1": NOT_ASKED}, cluster="c")

    rebuild(period)

    counted = {subject: n for (*_, subject), (n, _) in bases(period).items()}
    assert counted == {"service": 2, "access": 1, "outcome": 1, "*": 3}


def test_who_has_no_cluster_is_a_psu_alone(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, {"a1": 4}, times=3)

    rebuild(period)

    ids = session().scalars(select(Response.id)).all()
    assert {psu for _, _, psu, _, _ in cells(period)} == {f"r{id_}" for id_ in ids}


def test_counting_twice_is_counting_once(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(4), times=3, cluster="c")

    rebuild(period)
    once = cells(period), bases(period)
    rebuild(period)

    assert (cells(period), bases(period)) == once


def test_only_the_asked_period_is_counted(app):
    unit = make_unit()
    wave = make_wave([unit], periods=2)
    first, second = wave.periods
    respond(unit, first, rated(4))
    respond(unit, second, rated(4))

    rebuild(second)

    assert cells(first) == {}
    assert len(cells(second)) == len(rated(4))


CODES = st.sampled_from([1, 3, 5, 98, NOT_ASKED])
ROWS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(["a1", "a2", "r1"]), CODES),
        st.sampled_from(["x", "y"]),
        st.sampled_from([0.5, 1.0, 4.0]),
    ),
    max_size=12,
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS)
def test_the_tally_equals_a_count_by_hand(app, rows):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    expected: Counter[tuple[str, str, int]] = Counter()
    under_access: Counter[str] = Counter()
    for answers, cluster, weight in rows:
        respond_all(unit, period, [answers], cluster=cluster, base_weight=weight)
        for item, code in answers.items():
            expected[cluster, item, code] += weight
        if any(answers.get(item) in (1, 3, 5) for item in ("a1", "a2")):
            under_access[cluster] += weight

    rebuild(period)

    counted = {
        (psu, item, code): weight
        for (_, _, psu, item, code), (_, weight, _) in cells(period).items()
    }
    below = {
        psu: weight
        for (_, _, psu, subject), (_, weight) in bases(period).items()
        if subject == "access"
    }
    assert counted == pytest.approx(dict(expected))
    assert below == pytest.approx(dict(under_access))
