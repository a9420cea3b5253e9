"""Examining an installation: every finding in words, with what to do about it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from survey import clock, i18n, keys, languages, schema
from survey.accounts.models import AccountRole, Role
from survey.audit.service import find_break
from survey.config import PRODUCTION
from survey.database import engine, session
from survey.jobs.models import Job, JobState
from survey.operations.boot import find_illustrations, find_problems

LEAST_FREE = 1024**3
STALE_AFTER_DAYS = 2


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    problem: str | None = None


def examine() -> list[Finding]:
    """Look at everything; the database's findings only where it answers."""
    findings = list(_surroundings())
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError as reason:
        return [*findings, Finding("database answers", str(reason).splitlines()[0])]
    return [*findings, Finding("database answers"), *_database()]


def _surroundings() -> Iterator[Finding]:
    folder: Path = current_app.config["KEYS_DIR"]
    for name in keys.NAMES:
        yield Finding(f"key {name}", _key_problem(folder, name))
    missing = [
        language
        for language in i18n.LANGUAGES
        if language != "en"
        and not (languages.FOLDER / language / "LC_MESSAGES" / "messages.mo").exists()
    ]
    yield Finding(
        "catalogues compiled",
        f"missing for {', '.join(missing)}: run make setup" if missing else None,
    )
    free = shutil.disk_usage(current_app.config["VAR_DIR"]).free
    yield Finding(
        "disk space",
        f"only {free // 1024**2} MiB left" if free < LEAST_FREE else None,
    )
    yield Finding("only the owner reads the data", _open_to_others())


def _open_to_others() -> str | None:
    """Say which folder or database file others may read: it holds the inbox."""
    var: Path = current_app.config["VAR_DIR"]
    database = schema.sqlite_file(make_url(current_app.config["DATABASE_URL"]))
    folders, files = {var}, []
    if database is not None:
        folders.add(database.parent)
        files = [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm")]
    advice = [f"chmod 700 {path}" for path in sorted(folders) if _is_open(path)]
    advice += [f"chmod 600 {path}" for path in files if _is_open(path)]
    return f"others may read it: {'; '.join(advice)}" if advice else None


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _key_problem(folder: Path, name: str) -> str | None:
    try:
        keys.read_key(folder, name)
    except ValueError as reason:
        return str(reason)
    is_open = _is_open(folder / f"{name}.key")
    return "others may read it: chmod 600" if is_open else None


def _database() -> Iterator[Finding]:
    current = schema.is_current(engine())
    yield Finding(
        "schema is the newest", None if current else "run flask operations install"
    )
    with engine().connect() as connection:
        problems = find_problems(connection)
        invented = find_illustrations(connection)
    yield Finding("acknowledged answers are kept", "; ".join(problems) or None)
    if current_app.config["MODE"] == PRODUCTION:
        yield Finding("no illustrative data", "; ".join(invented) or None)
    if current:
        yield from _contents()


def _contents() -> Iterator[Finding]:
    broken = find_break()
    yield Finding(
        "audit chain", f"broken at entry {broken}" if broken is not None else None
    )
    administrators = session().scalar(
        select(func.count()).where(AccountRole.role == Role.ADMINISTRATOR)
    )
    yield Finding(
        "an administrator",
        None if administrators else "there is none: run flask operations install",
    )
    yield Finding("worker", _worker_problem())


def _worker_problem() -> str | None:
    waiting = session().scalar(
        select(func.min(Job.requested_at)).where(Job.state == JobState.REQUESTED)
    )
    if waiting is not None and (clock.now() - waiting).days >= STALE_AFTER_DAYS:
        return "jobs have waited for days: is `flask jobs work` running?"
    return None
