"""The database itself refuses to rewrite what was answered or promised."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Delete, Insert, Update, delete, insert, update
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.database import session, transaction
from survey.release import service
from survey.responses.models import Answer, Response
from survey.waves.models import IndexTarget, Period, Wave, WaveState, WaveUnit
from tests.factories import make_unit, make_wave
from tests.survey.release.tables import count, responses
from tests.survey.responses.factories import DAY, send_many

OCTOBER = date(2026, 10, 1)


def run(statement: Delete | Insert | Update) -> None:
    with transaction():
        session().execute(statement)


def refused(statement: Delete | Insert | Update, why: str) -> None:
    with pytest.raises(IntegrityError, match=why):
        run(statement)


@pytest.fixture
def released(app) -> Wave:
    """A wave with ten responses in its first period, which is open."""
    wave = make_wave(make_unit(), instrument="quick_counter")
    send_many(wave, 10, day=DAY)
    with transaction():
        service.release(wave, DAY)
    return wave


def close(wave: Wave) -> None:
    with transaction():
        service.close_period(wave, wave.periods[0], OCTOBER)


@pytest.mark.parametrize(
    "statement", [update(Response).values(flags="x"), update(Answer).values(code=1)]
)
def test_what_was_answered_is_never_changed(released, statement):
    refused(statement, "only added to")
    close(released)
    refused(statement, "only added to")


def test_rows_of_an_open_period_may_go_and_those_of_a_closed_one_stay(released):
    answers = count(Answer)
    close(released)
    refused(delete(Answer), "only added to")
    refused(delete(Response), "only added to")

    assert (count(Answer), count(Response)) == (answers, 10)


def test_rows_of_an_open_period_may_be_written_anew(released):
    run(delete(Answer))
    run(delete(Response))

    assert (count(Answer), count(Response)) == (0, 0)


def test_a_closed_period_takes_no_response(released):
    close(released)
    row = responses()[0]
    values = {column.name: getattr(row, column.name) for column in row.__table__.c}

    refused(insert(Response).values(values | {"id": 7}), "takes no response")

    later = {"id": 7, "period_id": released.periods[1].id}
    run(insert(Response).values(values | later))
    assert count(Response) == 11


def new_target(wave: Wave) -> Insert:
    values = {"value": 0.5, "legal_text": "x", "legal_text_en": "x"}
    return insert(IndexTarget).values(wave_id=wave.id, only_reference=False, **values)


@pytest.mark.parametrize("state", [WaveState.OPEN, WaveState.CLOSED])
def test_targets_are_fixed_when_the_wave_opens(app, state):
    wave = make_wave(state=state)

    refused(new_target(wave), "targets")
    refused(update(IndexTarget).values(value=0.5), "targets")
    refused(delete(IndexTarget), "targets")

    assert [target.value for target in wave.index_targets] == [0.85, 0.95]


def test_a_target_is_not_moved_in_from_a_draft(app):
    make_wave()
    draft = make_wave(state=WaveState.DRAFT, targets=())
    run(new_target(draft))
    target = update(IndexTarget).where(IndexTarget.wave_id == draft.id)

    refused(target.values(wave_id=draft.id - 1), "targets")


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": date(2026, 1, 1)},
        {"ends_on": date(2027, 1, 1)},
        {"number": 9},
    ],
    ids=str,
)
def test_the_days_of_a_period_are_fixed_when_the_wave_opens(app, change):
    wave = make_wave()

    refused(_of_first(wave).values(change), "keeps its days")


def _of_first(wave: Wave) -> Update:
    return update(Period).where(Period.id == wave.periods[0].id)


def test_a_closed_period_is_neither_opened_nor_closed_anew(app):
    wave = make_wave()
    run(_of_first(wave).values(closed_at=clock.now()))

    refused(_of_first(wave).values(closed_at=None), "stays closed")
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    refused(_of_first(wave).values(closed_at=moment), "stays closed")


def test_periods_and_waves_that_were_opened_stay(app):
    wave = make_wave(make_unit(), instrument="quick_counter")
    send_many(wave, 1, day=DAY)

    refused(delete(Period), "stays")
    refused(delete(Wave), "stays")
    refused(update(Wave).values(state="draft"), "is fixed")
    refused(update(Wave).values(illustrative=True), "is fixed")

    assert len(wave.periods) == 4


def test_a_draft_may_be_changed_and_dropped_with_all_that_hangs_on_it(app):
    wave = make_wave(state=WaveState.DRAFT)
    run(new_target(wave))
    run(update(IndexTarget).where(IndexTarget.value == 0.5).values(value=0.6))
    run(_of_first(wave).values(starts_on=date(2026, 8, 31)))

    run(delete(Wave))

    assert [count(model) for model in (Wave, Period, IndexTarget)] == [0, 0, 0]


def test_an_illustrative_wave_may_be_dropped_after_it_was_open(app):
    make_wave(illustrative=True)

    for model in (IndexTarget, Period, WaveUnit, Wave):
        run(delete(model))

    assert count(Wave) == 0
