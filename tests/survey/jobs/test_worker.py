import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from flask import g
from structlog.testing import capture_logs

from survey.accounts.errors import LastAdministrator
from survey.database import session, transaction
from survey.jobs.models import JobState
from survey.jobs.worker import Worker
from tests.factories import make_unit
from tests.survey.jobs.factories import NOON, claim, get_job, make_job, set_clock

KILLED_HALF_WAY = """
import os, signal
from survey.app import create_app
from survey.jobs.worker import Worker
from tests.survey.jobs import deeds

def die(arguments, progress):
    progress.report(1, 2)
    os.kill(os.getpid(), signal.SIGKILL)

deeds.deed = die
app = create_app()
app.config.update(JOBS={"test.do": "tests.survey.jobs.deeds:do"}, SCHEDULE={})
Worker(app).run_all()
"""


def refuse(*_arguments):
    raise LastAdministrator


def break_down(*_arguments):
    raise ZeroDivisionError


def leave(*_arguments):
    sys.exit(3)


def test_a_job_gets_its_arguments_and_leaves_its_outcome(worker, does):
    does(lambda arguments, progress: f"{arguments['count']} units read.")
    job = make_job(count=3)

    assert worker.run_job() is True

    done = get_job(job.id)
    assert (done.state, done.outcome) == (JobState.DONE, "3 units read.")
    assert done.started_at <= done.finished_at


def test_an_empty_queue_is_no_work(worker):
    assert worker.run_job() is False


def test_progress_is_visible_while_the_job_runs(worker, does):
    during = []

    def deed(_arguments, progress):
        progress.report(1, 4)
        during.append(get_job(job.id).done)
        return "Ready."

    does(deed)
    job = make_job()
    worker.run_job()

    assert during == [1]
    assert get_job(job.id).done == 4


def test_a_refusal_is_told_in_its_own_sentence(worker, does):
    does(refuse)
    job = make_job()

    worker.run_job()

    failed = get_job(job.id)
    assert (failed.state, failed.outcome) == (JobState.FAILED, str(LastAdministrator()))


@pytest.mark.parametrize("crash", [break_down, leave])
def test_a_crash_is_logged_and_told_without_its_insides(worker, does, crash):
    does(crash)
    job = make_job()

    with capture_logs() as logs:
        worker.run_job()

    failed = get_job(job.id)
    assert failed.state is JobState.FAILED
    assert "ZeroDivisionError" not in failed.outcome
    assert [(each["event"], each["job"]) for each in logs] == [("job failed", job.id)]
    assert logs[0]["exc_info"]


def test_after_a_crash_the_next_job_runs(worker, does):
    does(lambda arguments, _progress: f"{60 // arguments['by']} units read.")
    first, second = make_job(by=0), make_job(by=2)

    with capture_logs():
        worker.run_all()

    states = [get_job(job.id).state for job in (first, second)]
    assert states == [JobState.FAILED, JobState.DONE]


def test_a_function_that_is_not_there_fails_only_its_job(app, worker, monkeypatch):
    monkeypatch.setitem(app.config, "JOBS", {"test.do": "tests.survey.jobs.deeds:gone"})
    job = make_job()

    with capture_logs():
        worker.run_job()

    assert get_job(job.id).state is JobState.FAILED


def test_what_a_crashed_job_had_begun_to_write_is_undone(worker, does):
    unit = make_unit(name="Xã Cũ")

    def deed(_arguments, _progress):
        with transaction():
            session().merge(unit).name = "Xã Mới"
            session().flush()
            break_down()

    does(deed)
    make_job()
    with capture_logs():
        worker.run_job()

    session().rollback()
    assert unit.name == "Xã Cũ"


def test_every_job_has_a_context_of_its_own(worker, does):
    found = []

    def deed(_arguments, _progress):
        found.append("left_behind" in g)
        g.left_behind = True
        return "Ready."

    does(deed)
    make_job(), make_job()
    worker.run_all()

    assert found == [False, False]


def test_a_job_whose_process_is_killed_half_way_is_run_again(
    app, worker, does, monkeypatch, tmp_path
):
    job = make_job()
    environ = os.environ | {
        "HAILONG_VAR": str(tmp_path / "var"),
        "DATABASE_URL": app.config["DATABASE_URL"],
    }

    killed = subprocess.run([sys.executable, "-c", KILLED_HALF_WAY], env=environ)
    left = get_job(job.id)
    left = (left.state, left.done, left.total)
    set_clock(monkeypatch, get_job(job.id).alive_at + timedelta(minutes=3))
    does(lambda _arguments, _progress: "Ready.")
    worker.run_job()

    assert killed.returncode == -signal.SIGKILL
    assert left == (JobState.RUNNING, 1, 2)
    assert get_job(job.id).state is JobState.DONE


def test_a_worker_that_slept_too_long_writes_nothing_any_more(
    worker, does, monkeypatch
):
    set_clock(monkeypatch, NOON)

    def deed(_arguments, progress):
        set_clock(monkeypatch, NOON + timedelta(minutes=3))
        claim()
        progress.report(1, 2)
        return "Ready."

    does(deed)
    job = make_job()
    with capture_logs() as logs:
        worker.run_job()

    taken = get_job(job.id)
    assert (taken.state, taken.done, taken.outcome) == (JobState.RUNNING, 0, None)
    assert [each["event"] for each in logs] == ["job was taken over"]


def test_a_long_job_without_reports_stays_with_its_worker(worker, does, monkeypatch):
    set_clock(monkeypatch, NOON)
    rivals = []

    def deed(_arguments, _progress):
        for minutes in (1, 2, 3, 4):
            set_clock(monkeypatch, NOON + timedelta(minutes=minutes))
            worker.beat()
            rivals.append(claim())
        return "Ready."

    does(deed)
    job = make_job()
    worker.run_job()

    assert rivals == [None] * 4
    assert get_job(job.id).state is JobState.DONE


def test_a_worker_without_a_job_has_no_sign_of_life_to_give(worker):
    worker.beat()


def test_a_stopped_worker_ends_after_the_job_at_hand(worker, does):
    def deed(_arguments, _progress):
        worker.stop.set()
        return "Ready."

    does(deed)
    first, second = make_job(), make_job()
    worker.run()

    states = [get_job(job.id).state for job in (first, second)]
    assert states == [JobState.DONE, JobState.REQUESTED]


def test_a_database_that_is_away_does_not_end_the_worker(app, does, monkeypatch):
    class Stumbling(Worker):
        stumbled = False

        def run_job(self):
            if not self.stumbled:
                self.stumbled = True
                raise ConnectionError
            return super().run_job()

    worker = Stumbling(app)
    monkeypatch.setattr("survey.jobs.worker.POLL", 0)
    monkeypatch.setitem(app.config, "SCHEDULE", {})
    does(lambda _arguments, _progress: worker.stop.set() or "Ready.")
    job = make_job()

    with capture_logs() as logs:
        worker.run()

    assert get_job(job.id).state is JobState.DONE
    assert [each["event"] for each in logs] == ["the worker stumbled"]
