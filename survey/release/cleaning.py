"""Taking the deleted rows out of the files too, once a release is committed."""

import sqlite3
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from survey.database import engine

log = structlog.get_logger()

# Where a release deletes or rewrites rows, or where their order could tell.
TABLES = (
    "draft",
    "inbox",
    "quarantined",
    "code_use",
    "cluster_label",
    "response",
    "answer",
    "comment",
)


def erase_traces() -> bool:
    """Rewrite what still shows who came when; say whether it could be done.

    Until then a copy of the files holds the order of arrival. A busy database
    puts it off to the next run: the release itself is safe already.
    """
    erase = _erase_sqlite if engine().dialect.name == "sqlite" else _erase_postgresql
    try:
        done = erase()
    except (OperationalError, sqlite3.OperationalError):
        done = False
    if not done:
        log.warning("traces stay until the next release")
    return done


def _erase_sqlite() -> bool:
    with engine().connect() as connection:
        # SQLAlchemy would open a transaction, in which neither may run.
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM")
        # Somebody who reads keeps the log from being cut, and raises nothing.
        busy, *_pages = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _erase_postgresql() -> bool:
    with engine().connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.execute(text(f"VACUUM {', '.join(TABLES)}"))
        return True
