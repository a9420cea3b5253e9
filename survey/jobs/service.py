"""Jobs: asked for, claimed by one worker, watched, finished.

Whoever runs a job holds it by the moment of the claim (`started_at`): a worker
that slept while another took its job over can no longer write to it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text, update

from survey import clock
from survey.accounts.models import Account
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import session
from survey.jobs import rules
from survey.jobs.errors import UnknownJob
from survey.jobs.models import Job, JobState

LOCK = 0x6A6F6273  # any constant: PostgreSQL's advisory locks are numbers


@dataclass(frozen=True)
class Claim:
    """A job as the one worker that may run it holds it."""

    job_id: int
    kind: str
    arguments: dict[str, Any]
    claimed_at: datetime


@dataclass(frozen=True)
class Listed:
    """A job and who asked for it; nobody asks for a scheduled one."""

    job: Job
    requester: str | None


def request_job(kind: str, arguments: Mapping[str, Any], account: Account) -> Job:
    """Ask the worker for a job of a kind that pages may ask for."""
    if kind not in current_app.config["JOBS"]:
        raise UnknownJob(kind)
    job = Job(
        kind=kind,
        arguments=_canonical(arguments),
        state=JobState.REQUESTED,
        requested_by=account.id,
        requested_at=clock.now(),
    )
    session().add(job)
    session().flush()
    record(actor(account), "job.request", f"job:{job.id}", kind=kind)
    return job


def find_job(job_id: int) -> Listed | None:
    """Return one job, or nothing."""
    return next(iter(_listed(Job.id == job_id)), None)


def list_jobs(account: Account | None = None, limit: int = 100) -> list[Listed]:
    """Return the newest jobs, of all or only those that `account` asked for."""
    mine = () if account is None else (Job.requested_by == account.id,)
    return _listed(*mine, limit=limit)


def find_last(kind: str) -> Job | None:
    """Return the newest job of a kind that has ended, or nothing."""
    return session().scalar(
        select(Job)
        .where(Job.kind == kind, Job.finished_at.is_not(None))
        .order_by(Job.finished_at.desc(), Job.id.desc())
        .limit(1)
    )


def _listed(*where: ColumnElement[bool], limit: int = 1) -> list[Listed]:
    rows = session().execute(
        select(Job, Account.name)
        .outerjoin(Account, Account.id == Job.requested_by)
        .where(*where)
        .order_by(Job.id.desc())
        .limit(limit)
    )
    return [Listed(job, name) for job, name in rows]


def is_anything_waiting() -> bool:
    """Say whether a claim would find a job; asking takes no lock."""
    return bool(session().scalar(select(exists().where(_is_free()))))


def claim() -> Claim | None:
    """Take the job that has waited longest, or one whose worker went silent."""
    oldest = (
        select(Job.id)
        .where(_is_free())
        .order_by(Job.requested_at, Job.id)
        .limit(1)
        # Workers side by side pass over each other's rows; SQLite has one writer.
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return _start(Job.id == oldest)


def _is_free() -> ColumnElement[bool]:
    # Only what pages may ask for: the web can write this table, and what the
    # schedule runs must not be started by a row that it wrote.
    return and_(
        Job.kind.in_(current_app.config["JOBS"]),
        or_(
            Job.state == JobState.REQUESTED,
            and_(
                Job.state == JobState.RUNNING,
                Job.alive_at < clock.now() - rules.SILENCE,
            ),
        ),
    )


def _start(which: ColumnElement[bool]) -> Claim | None:
    now = clock.now()
    row = (
        session()
        .execute(
            update(Job)
            .where(which)
            .values(
                state=JobState.RUNNING,
                started_at=now,
                alive_at=now,
                finished_at=None,
                done=0,
                total=None,
                outcome=None,
            )
            .returning(Job.id, Job.kind, Job.arguments)
            .execution_options(synchronize_session=False)
        )
        .first()
    )
    return row and Claim(row.id, row.kind, json.loads(row.arguments), now)


def finish(held: Claim, outcome: str) -> bool:
    """Note that the job is done; say whether it was still held."""
    return _end(held, JobState.DONE, outcome, done=func.coalesce(Job.total, Job.done))


def fail(held: Claim, outcome: str) -> bool:
    """Note why the job failed; say whether it was still held."""
    return _end(held, JobState.FAILED, outcome)


def _end(held: Claim, state: JobState, outcome: str, **values: Any) -> bool:
    ended = session().execute(
        update(Job)
        .where(*is_held(held))
        .values(state=state, outcome=outcome, finished_at=clock.now(), **values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


def is_held(held: Claim) -> tuple[ColumnElement[bool], ...]:
    """Return the condition under which the job is still this worker's."""
    return (
        Job.id == held.job_id,
        Job.state == JobState.RUNNING,
        Job.started_at == held.claimed_at,
    )


def is_run_due(kind: str, day: date) -> bool:
    """Say whether the scheduled run of that day has to be started."""
    job = _find_run(kind, day)
    return job is None or _is_due_again(job)


def _is_due_again(job: Job) -> bool:
    every = current_app.config["INTERVALS"].get(job.kind)
    return rules.is_due_again(job, clock.now(), every)


def begin_run(kind: str, day: date) -> Claim | None:
    """Start the scheduled run of that day, unless it was or is being done.

    What comes again in the day does so in the same row: its last run shows.
    """
    if session().get_bind().dialect.name == "postgresql":
        # Nothing to lock yet when the run is new: workers take turns.
        session().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    job = _find_run(kind, day)
    if job is None:
        job = Job(kind=kind, arguments=_run_arguments(day), requested_at=clock.now())
        session().add(job)
        session().flush()
    elif not _is_due_again(job):
        return None
    return _start(Job.id == job.id)


def _find_run(kind: str, day: date) -> Job | None:
    return session().scalar(
        select(Job)
        .where(
            Job.kind == kind,
            Job.arguments == _run_arguments(day),
            Job.requested_by.is_(None),
        )
        .order_by(Job.id.desc())
        .limit(1)
    )


def _run_arguments(day: date) -> str:
    return _canonical({"day": day.isoformat()})


def _canonical(arguments: Mapping[str, Any]) -> str:
    return json.dumps(arguments, ensure_ascii=False, sort_keys=True)
