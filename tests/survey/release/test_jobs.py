import json
from datetime import date

import pytest
from sqlalchemy import select, update

from survey.audit.models import AuditEntry
from survey.audit.service import find_break
from survey.database import engine, session, transaction
from survey.release import jobs
from survey.release.errors import ReleaseFailed, traces_stay
from survey.responses.models import InboxRow, Response
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.release.tables import count, inbox, labels, make_impatient
from tests.survey.responses.factories import DAY, send_many

OCTOBER = date(2026, 10, 1)


def entries() -> list[tuple[str, str, dict]]:
    rows = session().scalars(select(AuditEntry).order_by(AuditEntry.seq))
    return [(row.act, row.subject, json.loads(row.detail)) for row in rows]


def test_the_night_releases_and_does_not_say_how_much(wave):
    idle = jobs.nightly(DAY)
    send_many(wave, 12)
    send_many(wave, 3, unit=wave.units[1])

    assert jobs.nightly(DAY) == idle
    assert (count(Response), len(inbox())) == (12, 3)


def test_the_night_after_a_period_closes_it(wave):
    send_many(wave, 3)

    jobs.nightly(OCTOBER)

    assert (count(Response), inbox(), labels()) == (3, [], [])
    assert [p.closed_at is not None for p in wave.periods] == [True] + [False] * 3


def test_a_second_night_changes_nothing(wave):
    send_many(wave, 12)
    send_many(wave, 3, unit=wave.units[1])
    jobs.nightly(DAY)
    before = entries()

    jobs.nightly(DAY)

    assert entries() == before
    assert count(Response) == 12


def test_nights_that_were_missed_are_made_up_for(wave):
    send_many(wave, 3)

    jobs.nightly(date(2026, 12, 5))

    assert [p.closed_at is not None for p in wave.periods] == [True] * 3 + [False]


def test_the_wave_ends_with_its_last_period(wave):
    jobs.nightly(date(2027, 1, 1))

    assert wave.state is WaveState.CLOSED
    assert entries()[-1][0] == "wave.close"


def test_a_wave_that_was_closed_early_still_closes_its_periods(wave):
    send_many(wave, 3)
    with transaction():
        wave.state = WaveState.CLOSED

    jobs.nightly(DAY)
    waiting = len(inbox())
    jobs.nightly(OCTOBER)

    assert waiting == 3
    assert (count(Response), inbox()) == (3, [])


@pytest.mark.parametrize("kind", ["survey", "imported"])
def test_other_kinds_of_wave_are_left_alone(app, kind):
    make_wave(make_unit(), instrument="quick_counter", kind=kind)

    jobs.nightly(date(2027, 1, 1))

    assert entries() == []


def test_the_audit_trail_counts_once_a_period_by_wave(wave):
    send_many(wave, 12)
    send_many(wave, 3, unit=wave.units[1])

    jobs.nightly(DAY)
    jobs.nightly(OCTOBER)

    assert entries() == [
        ("release.run", "wave:nhanh", {}),
        ("period.close", "wave:nhanh period:1", {"responses": 15}),
    ]
    assert find_break() is None


def spoil(wave) -> None:
    """Leave a form in the inbox that nobody can read."""
    with transaction():
        broken = update(InboxRow).where(InboxRow.wave_id == wave.id).values(body="{")
        session().execute(broken)


def test_a_wave_that_fails_is_named_and_holds_up_no_other(wave):
    others = [
        make_wave(make_unit(), slug=slug, instrument="quick_counter", opens_on=day)
        for slug, day in (("som", DAY.replace(day=2)), ("muon", DAY.replace(day=3)))
    ]
    for each in (wave, *others):
        send_many(each, 10)
    spoil(others[0])

    with pytest.raises(ReleaseFailed, match="som") as failure:
        jobs.nightly(DAY)

    assert failure.value.waves == ("som",)
    assert count(Response) == 20
    assert {row.wave_id for row in inbox()} == {others[0].id}


def test_the_night_says_when_traces_could_not_be_erased(wave):
    if engine().dialect.name != "sqlite":
        pytest.skip("a reader keeps only SQLite's log from being cut")
    clean = jobs.nightly(DAY)
    make_impatient()

    with engine().connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM inbox")
        make_impatient()
        send_many(wave, 10)
        outcome = jobs.nightly(DAY)

    assert outcome == f"{clean} {traces_stay()}"
