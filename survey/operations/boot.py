"""The boot guard: production does not start where it could lose or invent an answer."""

import sys

import click
from flask import Flask
from sqlalchemy import Connection, func, inspect, select, text

from survey.config import PRODUCTION, ConfigError
from survey.database import engine
from survey.waves.models import Wave

# These set right what the guard finds, so it must let them begin.
MENDING = {"operations", "doctor"}
# Each of them lost acknowledged rows when it was off and the power was cut.
POSTGRESQL = {"fsync": {"on"}, "full_page_writes": {"on"}}
SYNCHRONOUS_COMMIT = {"on", "remote_write", "remote_apply"}
FULL = 2


def check_start(app: Flask) -> None:
    """Examine the database before the web or the worker begins in production.

    Raises
    ------
    ConfigError
        As `check_database` does.
    """
    if app.config["MODE"] == PRODUCTION and not _is_mending(app):
        check_database(app)


def _is_mending(app: Flask) -> bool:
    # Not by FLASK_RUN_FROM_CLI: a gunicorn started by a command inherits it.
    if click.get_current_context(silent=True) is None:
        return False
    known = (word for word in sys.argv[1:] if word in app.cli.commands)
    return next(known, None) in MENDING


def check_database(app: Flask) -> None:
    """Refuse a database that may forget what it said, or holds invented answers.

    Raises
    ------
    ConfigError
        With everything that is wrong with the database.
    """
    with app.app_context():
        with engine().connect() as connection:
            problems = [*find_problems(connection), *find_illustrations(connection)]
        # gunicorn forks after this: no connection may be shared by workers
        engine().dispose()
    if problems:
        raise ConfigError(problems)


def find_problems(connection: Connection) -> list[str]:
    """Return what is unsafe about the database, in words."""
    if connection.dialect.name == "sqlite":
        return _sqlite(connection)
    return _postgresql(connection)


def find_illustrations(connection: Connection) -> list[str]:
    """Return in words that there are illustrative waves, if there are."""
    if not inspect(connection).has_table(Wave.__tablename__):
        return []  # nothing is installed yet
    count = select(func.count()).select_from(Wave).where(Wave.illustrative)
    if not connection.scalar(count):
        return []
    return [
        "Illustrative data are stored, which have no place in production: "
        "run flask --app wsgi operations drop-example"
    ]


def _sqlite(connection: Connection) -> list[str]:
    problems = []
    if connection.scalar(text("PRAGMA journal_mode")) != "wal":
        problems.append("SQLite must keep a write-ahead log: run operations install")
    if (connection.scalar(text("PRAGMA synchronous")) or 0) < FULL:
        problems.append("SQLite must write through to the disk: synchronous=FULL")
    return problems


def _postgresql(connection: Connection) -> list[str]:
    wanted = {**POSTGRESQL, "synchronous_commit": SYNCHRONOUS_COMMIT}
    return [
        f"PostgreSQL has {name} = {value}: it must be {' or '.join(sorted(allowed))}"
        for name, allowed in wanted.items()
        if (value := connection.scalar(text(f"SHOW {name}"))) not in allowed
    ]
