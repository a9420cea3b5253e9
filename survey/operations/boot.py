"""The boot guard: production does not start where it could lose an answer."""

from flask import Flask
from sqlalchemy import Connection, text

from survey.config import PRODUCTION, ConfigError
from survey.database import engine

# Each of them lost acknowledged rows when it was off and the power was cut.
POSTGRESQL = {"fsync": {"on"}, "full_page_writes": {"on"}}
SYNCHRONOUS_COMMIT = {"on", "remote_write", "remote_apply"}
FULL = 2


def check_durability(app: Flask) -> None:
    """Refuse a production start on a database that may forget what it said.

    Raises
    ------
    ConfigError
        With every unsafe setting of the database.
    """
    if app.config["MODE"] != PRODUCTION:
        return
    with app.app_context():
        with engine().connect() as connection:
            problems = find_problems(connection)
        # gunicorn forks after this: no connection may be shared by workers
        engine().dispose()
    if problems:
        raise ConfigError(problems)


def find_problems(connection: Connection) -> list[str]:
    """Return what is unsafe about the database, in words."""
    if connection.dialect.name == "sqlite":
        return _sqlite(connection)
    return _postgresql(connection)


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
