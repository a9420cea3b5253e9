from datetime import date, datetime, timedelta

import pytest

from survey import clock
from survey.jobs import rules
from survey.jobs.models import Job, JobState

NOW = datetime.fromisoformat("2026-11-05T12:00+07:00")


@pytest.mark.parametrize("time", ["00:05", "12:00", "23:59"])
def test_the_runs_of_a_day_are_due_from_five_past_midnight(time):
    here = clock.local(datetime.fromisoformat(f"2026-11-05T{time}+07:00"))

    assert rules.day_due(here) == date(2026, 11, 5)


@pytest.mark.parametrize("time", ["00:00", "00:04"])
def test_the_first_minutes_of_a_day_belong_to_the_last(time):
    here = clock.local(datetime.fromisoformat(f"2026-11-05T{time}+07:00"))

    assert rules.day_due(here) is None


@pytest.mark.parametrize(
    ("run", "due"),
    [
        (Job(state=JobState.DONE, finished_at=NOW - timedelta(hours=9)), False),
        (Job(state=JobState.FAILED, finished_at=NOW - timedelta(minutes=59)), False),
        (Job(state=JobState.FAILED, finished_at=NOW - timedelta(minutes=61)), True),
        (Job(state=JobState.RUNNING, alive_at=NOW - timedelta(seconds=119)), False),
        (Job(state=JobState.RUNNING, alive_at=NOW - timedelta(seconds=121)), True),
    ],
)
def test_a_run_is_begun_again_when_it_failed_or_fell_silent(run, due):
    assert rules.is_due_again(run, NOW) is due


EVERY = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("run", "due"),
    [
        (Job(state=JobState.DONE, started_at=NOW - timedelta(minutes=4)), False),
        (Job(state=JobState.DONE, started_at=NOW - timedelta(minutes=5)), True),
        (Job(state=JobState.FAILED, finished_at=NOW - timedelta(minutes=4)), False),
        (Job(state=JobState.FAILED, finished_at=NOW - timedelta(minutes=6)), True),
        (Job(state=JobState.RUNNING, alive_at=NOW - timedelta(seconds=9)), False),
    ],
)
def test_what_comes_again_in_the_day_waits_for_its_interval(run, due):
    assert rules.is_due_again(run, NOW, EVERY) is due
