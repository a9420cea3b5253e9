import os
import signal

import pytest

from survey.jobs import commands
from survey.jobs.models import JobState
from tests.survey.jobs.factories import get_job, make_job


@pytest.fixture(autouse=True)
def unscheduled(app, monkeypatch):
    monkeypatch.setitem(app.config, "SCHEDULE", {})


def test_once_does_what_waits_and_ends(cli, does):
    does(lambda _arguments, _progress: "Ready.")
    jobs = [make_job(), make_job()]

    result = cli.invoke(args="jobs work --once")

    assert result.exit_code == 0
    assert {get_job(job.id).state for job in jobs} == {JobState.DONE}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_after_the_job_at_hand(cli, does, number):
    def deed(_arguments, _progress):
        os.kill(os.getpid(), number)
        return "Ready."

    before = signal.getsignal(number)
    does(deed)
    job = make_job()
    result = cli.invoke(args="jobs work")

    assert result.exit_code == 0
    assert get_job(job.id).state is JobState.DONE
    assert signal.getsignal(number) is before


def test_a_second_signal_is_no_longer_caught(worker):
    before = signal.getsignal(signal.SIGTERM)

    with commands._stopped_by_signals(worker):
        signal.raise_signal(signal.SIGTERM)
        after_one = signal.getsignal(signal.SIGTERM)

    assert worker.stop.is_set()
    assert after_one is before


def test_jobs_are_listed(cli):
    make_job()

    result = cli.invoke(args="jobs list")

    assert result.output.split() == ["1", "requested", "test.do"]
