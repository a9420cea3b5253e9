"""How far a job has come, told while it runs."""

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Update, update

from survey import clock
from survey.database import engine, session
from survey.jobs.errors import JobTakenOver
from survey.jobs.models import Job
from survey.jobs.service import Claim, is_held

EVERY = timedelta(seconds=1)


class Progress(Protocol):
    """What a job is given to say how far it has come."""

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` steps are behind."""


class StoredProgress:
    """Writes progress to the job's row, at most once a second.

    Raises `JobTakenOver` out of `report` when another worker holds the job by
    now: nothing that is done from there on would count.
    """

    def __init__(self, held: Claim) -> None:
        self._held = held
        self._written_at: datetime | None = None

    def report(self, done: int, total: int) -> None:
        now = clock.now()
        if self._written_at is not None and now - self._written_at < EVERY:
            return
        self._written_at = now
        if not _write(_sign_of_life(self._held).values(done=done, total=total)):
            raise JobTakenOver


def beat(held: Claim) -> None:
    """Give a sign of life for a job that has nothing to report."""
    _write(_sign_of_life(held))


def _sign_of_life(held: Claim) -> Update:
    return update(Job).where(*is_held(held)).values(alive_at=clock.now())


def _write(statement: Update) -> bool:
    writer = _writer_on_sqlite()
    if writer is not None:
        return writer.execute(statement).rowcount == 1
    with engine().connect().execution_options(writes=True) as own, own.begin():
        return own.execute(statement).rowcount == 1


def _writer_on_sqlite() -> Connection | None:
    """Return the connection on which the job itself is writing, if it is.

    SQLite has one writer: a second connection would wait for the job, and the
    job for it. So inside a job's own transaction progress is seen when that
    commits, and not before.
    """
    if engine().dialect.name != "sqlite" or not session().in_transaction():
        return None
    connection = session().connection()
    writes = connection.get_execution_options().get("writes", False)
    return connection if writes else None
