from datetime import date, timedelta

from structlog.testing import capture_logs

from survey.jobs import service
from survey.jobs.models import JobState
from survey.jobs.worker import Worker
from tests.survey.jobs.factories import NOON, get_job, set_clock


def break_down(_today):
    raise ZeroDivisionError


def test_the_schedule_runs_once_a_day_even_after_a_restart(
    app, does_daily, monkeypatch
):
    days = []
    does_daily(days.append)

    for hours in (0, 1, 24, 25):
        set_clock(monkeypatch, NOON + timedelta(hours=hours))
        Worker(app).step()

    assert days == [date(2026, 11, 5), date(2026, 11, 6)]


def test_the_schedule_waits_until_five_past_midnight(worker, does_daily, monkeypatch):
    days = []
    does_daily(days.append)
    midnight = NOON + timedelta(hours=12)

    set_clock(monkeypatch, midnight + timedelta(minutes=4))
    worker.step()
    before = list(days)
    set_clock(monkeypatch, midnight + timedelta(minutes=5))
    worker.step()

    assert before == []
    assert days == [date(2026, 11, 6)]


def test_a_running_worker_notices_the_new_day(worker, does_daily, monkeypatch):
    days = []
    does_daily(days.append)

    for hours in (0, 6, 12, 13):
        set_clock(monkeypatch, NOON + timedelta(hours=hours))
        worker.step()

    assert days == [date(2026, 11, 5), date(2026, 11, 6)]


def test_a_scheduled_run_leaves_its_outcome_with_the_jobs(
    worker, does_daily, monkeypatch
):
    set_clock(monkeypatch, NOON)
    does_daily(lambda day: f"12 ratings released on {day}.")

    worker.step()

    run = get_job(1)
    assert (run.kind, run.arguments) == ("test.daily", '{"day": "2026-11-05"}')
    assert run.outcome == "12 ratings released on 2026-11-05."


def test_a_scheduled_run_that_breaks_is_tried_again_later(
    worker, does_daily, monkeypatch
):
    set_clock(monkeypatch, NOON)
    does_daily(break_down)
    with capture_logs():
        worker.step()

    does_daily(lambda _day: "Ready.")
    set_clock(monkeypatch, NOON + timedelta(minutes=30))
    worker.step()
    early = get_job(1).state
    set_clock(monkeypatch, NOON + timedelta(minutes=61))
    worker.step()

    assert early is JobState.FAILED
    assert get_job(1).state is JobState.DONE


def test_one_broken_schedule_does_not_keep_the_others_from_running(
    app, worker, does_daily, monkeypatch
):
    path = "tests.survey.jobs.deeds"
    schedule = {"test.gone": f"{path}:gone", "test.daily": f"{path}:do_daily"}
    monkeypatch.setitem(app.config, "SCHEDULE", schedule)
    set_clock(monkeypatch, NOON)
    days = []
    does_daily(days.append)

    with capture_logs():
        worker.step()

    assert days == [date(2026, 11, 5)]


def test_what_comes_again_in_the_day_is_one_row_of_that_day(
    app, worker, does_daily, monkeypatch
):
    monkeypatch.setitem(app.config, "INTERVALS", {"test.daily": timedelta(minutes=5)})
    runs = []
    does_daily(lambda _day: runs.append(len(runs)) or f"Run {len(runs)}.")

    for minutes in (0, 4, 5, 9, 11):
        set_clock(monkeypatch, NOON + timedelta(minutes=minutes))
        worker.step()

    assert len(runs) == 3
    assert get_job(1).outcome == "Run 3."
    assert service.list_jobs() == service.list_jobs(limit=1)
