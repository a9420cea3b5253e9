import json
from datetime import date

import pytest
from sqlalchemy import select

from survey.audit.models import AuditEntry
from survey.audit.service import find_break
from survey.database import session, transaction
from survey.release import jobs
from survey.responses.models import Response
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.release.tables import count, inbox, labels
from tests.survey.responses.factories import DAY, send_many

OCTOBER = date(2026, 10, 1)


def entries() -> list[tuple[str, str, dict]]:
    rows = session().scalars(select(AuditEntry).order_by(AuditEntry.seq))
    return [(row.act, row.subject, json.loads(row.detail)) for row in rows]


def test_the_night_releases_and_says_how_much(wave):
    send_many(wave, 12)
    send_many(wave, 3, unit=wave.units[1])

    outcome = jobs.nightly(DAY)

    assert "12" in outcome
    assert "3" in outcome
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


def test_the_audit_trail_counts_by_wave_and_never_by_unit(wave):
    send_many(wave, 12)
    send_many(wave, 3, unit=wave.units[1])

    jobs.nightly(DAY)
    jobs.nightly(OCTOBER)

    assert entries() == [
        ("release.run", "wave:nhanh", {"released": 12, "waiting": 3}),
        ("period.close", "wave:nhanh period:1", {"released": 3}),
    ]
    assert find_break() is None
