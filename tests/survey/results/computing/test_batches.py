import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from survey.database import session, transaction
from survey.results.computing.batches import form_batches
from survey.results.errors import PeriodNotClosed
from survey.results.models import Batch
from survey.waves.models import Period, Wave
from tests.factories import make_unit, store
from tests.survey.results.factories import close, make_wave, rated, respond


def form(wave: Wave, period: Period) -> list[Batch]:
    with transaction():
        return form_batches(wave, period)


def test_ten_answers_are_a_batch(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(5), times=10)
    close(period)

    [batch] = form(wave, period)

    assert (batch.unit_id, batch.n) == (unit.id, 10)
    assert batch.first_period is batch.last_period is period


def test_nine_answers_are_no_batch(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(5), times=9)
    close(period)

    assert form(wave, period) == []


def test_too_few_answers_wait_until_there_are_ten(app):
    unit = make_unit()
    wave = make_wave([unit], periods=3)
    for period, times in zip(wave.periods, (4, 5, 3), strict=True):
        respond(unit, period, rated(4), times=times)
    close(*wave.periods)

    formed = [form(wave, period) for period in wave.periods]

    assert formed[:2] == [[], []]
    [batch] = formed[2]
    assert (batch.first_period.number, batch.last_period.number) == (1, 3)
    assert batch.n == 12


def test_after_a_batch_the_count_begins_anew(app):
    unit = make_unit()
    wave = make_wave([unit], periods=3)
    for period, times in zip(wave.periods, (10, 9, 1), strict=True):
        respond(unit, period, rated(4), times=times)
    close(*wave.periods)

    for period in wave.periods:
        form(wave, period)

    batches = session().scalars(select(Batch).order_by(Batch.id)).all()
    spans = [(b.first_period.number, b.last_period.number, b.n) for b in batches]
    assert spans == [(1, 1, 10), (2, 3, 10)]


def test_forming_twice_changes_nothing(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(5), times=12)
    close(period)

    first, second = form(wave, period), form(wave, period)

    assert [batch.id for batch in first] == [batch.id for batch in second]


def test_a_later_period_does_not_swallow_an_earlier_batch(app):
    unit = make_unit()
    wave = make_wave([unit], periods=2)
    for period in wave.periods:
        respond(unit, period, rated(5), times=10)
    close(*wave.periods)

    [second] = form(wave, wave.periods[1])
    [first] = form(wave, wave.periods[0])

    assert (first.n, second.n) == (10, 10)


def test_an_open_period_has_no_batches(app):
    wave = make_wave([make_unit()])

    with pytest.raises(PeriodNotClosed):
        form_batches(wave, wave.periods[0])


def test_an_earlier_open_period_could_still_take_in_answers(app):
    wave = make_wave([make_unit()], periods=2)
    close(wave.periods[1])

    with pytest.raises(PeriodNotClosed):
        form_batches(wave, wave.periods[1])


def test_units_do_not_share_a_batch(app):
    units = [make_unit(), make_unit()]
    wave = make_wave(units)
    [period] = wave.periods
    for unit in units:
        respond(unit, period, rated(5), times=6)
    close(period)

    assert form(wave, period) == []


def test_the_database_refuses_a_batch_of_nine(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods

    with pytest.raises(IntegrityError, match="is_large_enough"):
        store(
            Batch(
                wave_id=wave.id,
                unit_id=unit.id,
                first_period_id=period.id,
                last_period_id=period.id,
                n=9,
            )
        )


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(counts=st.lists(st.integers(0, 14), min_size=1, max_size=5))
def test_every_answer_is_in_one_batch_or_still_waits(app, counts):
    unit = make_unit()
    wave = make_wave([unit], periods=len(counts))
    for period, times in zip(wave.periods, counts, strict=True):
        respond(unit, period, rated(3), times=times)
    close(*wave.periods)

    form(wave, wave.periods[-1])

    batches = session().scalars(select(Batch).where(Batch.wave_id == wave.id)).all()
    covered = [
        number
        for batch in batches
        for number in range(batch.first_period.number, batch.last_period.number + 1)
    ]
    waiting = sum(n for i, n in enumerate(counts, start=1) if i not in covered)
    assert len(covered) == len(set(covered))
    assert sum(batch.n for batch in batches) + waiting == sum(counts)
    assert waiting < 10
    assert all(batch.n >= 10 for batch in batches)
