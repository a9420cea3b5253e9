import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType

import click
from flask import current_app
from flask.cli import AppGroup

from survey.jobs import service
from survey.jobs.worker import Worker

cli = AppGroup("jobs", help="The worker, and the jobs that were asked for.")

BEAT = 20.0  # seconds; well within the silence after which a worker counts as dead


@cli.command("work")
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
def work(once: bool) -> None:
    """Run jobs until stopped; the one at hand is finished first."""
    worker = Worker(current_app._get_current_object())  # type: ignore[attr-defined]
    if once:
        worker.run_all()
    else:
        _serve(worker)


def _serve(worker: Worker) -> None:
    # The work is done in a thread of its own. This one stays free for signals
    # and signs of life; and a handler that sets an event on which the same
    # thread waits can lock itself out.
    thread = Thread(target=worker.run, name="worker", daemon=True)
    with _stopped_by_signals(worker):
        thread.start()
        while thread.is_alive():
            thread.join(BEAT)
            worker.beat()


@contextmanager
def _stopped_by_signals(worker: Worker) -> Iterator[None]:
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}

    def stop(number: int, _frame: FrameType | None) -> None:
        worker.stop.set()
        signal.signal(number, before[signal.Signals(number)])  # a second one kills

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, before[number])


@cli.command("list")
@click.option("--limit", default=20, show_default=True)
def list_(limit: int) -> None:
    """List the newest jobs."""
    for listed in service.list_jobs(limit=limit):
        job = listed.job
        click.echo(f"{job.id:>6} {job.state.value:<10} {job.kind}  {job.outcome or ''}")
