from datetime import timedelta

import pytest

from survey.database import session, transaction
from survey.jobs import progress
from survey.jobs.errors import JobTakenOver
from survey.jobs.progress import StoredProgress
from tests.factories import make_unit
from tests.survey.jobs.factories import NOON, claim, get_job, make_job, set_clock


@pytest.fixture
def held(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    make_job()
    return claim()


def seen(held):
    job = get_job(held.job_id)
    return job.done, job.total


def test_progress_is_seen_by_others_at_once(held):
    StoredProgress(held).report(1, 4)

    assert seen(held) == (1, 4)


def test_progress_is_written_at_most_once_a_second(held, monkeypatch):
    stored = StoredProgress(held)
    stored.report(1, 400)

    stored.report(2, 400)
    within = seen(held)
    set_clock(monkeypatch, NOON + timedelta(seconds=1))
    stored.report(3, 400)

    assert within == (1, 400)
    assert seen(held) == (3, 400)


def test_progress_is_a_sign_of_life(held, monkeypatch):
    later = NOON + timedelta(minutes=1)
    set_clock(monkeypatch, later)

    StoredProgress(held).report(1, 4)

    assert get_job(held.job_id).alive_at == later


def test_a_beat_is_a_sign_of_life_and_changes_nothing_else(held, monkeypatch):
    StoredProgress(held).report(1, 4)
    later = NOON + timedelta(minutes=1)
    set_clock(monkeypatch, later)

    progress.beat(held)

    assert get_job(held.job_id).alive_at == later
    assert seen(held) == (1, 4)


def test_who_lost_the_job_is_stopped_at_the_next_report(held, monkeypatch):
    set_clock(monkeypatch, NOON + timedelta(minutes=3))
    claim()

    with pytest.raises(JobTakenOver):
        StoredProgress(held).report(1, 4)

    assert seen(held) == (0, None)


def test_a_job_may_report_within_its_own_transaction(held):
    unit = make_unit()

    with transaction():
        unit.name = "Xã Mới"
        session().flush()
        StoredProgress(held).report(1, 4)

    assert seen(held) == (1, 4)
    assert unit.name == "Xã Mới"


def test_a_report_does_not_commit_what_the_job_then_takes_back(held):
    unit = make_unit(name="Xã Cũ")

    with pytest.raises(ZeroDivisionError):
        _rename_report_and_fail(unit, held)

    assert unit.name == "Xã Cũ"


def _rename_report_and_fail(unit, held):
    with transaction():
        unit.name = "Xã Mới"
        session().flush()
        StoredProgress(held).report(1, 4)
        raise ZeroDivisionError
