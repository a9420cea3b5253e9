"""Restore: a backup takes the place of what is there, which stays beside it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url, text

from survey import clock, keys, schema
from survey.database import engine, session
from survey.operations import postgresql
from survey.operations.backup import (
    KEYS,
    OLDEST_KEYS,
    POSTGRESQL,
    SQLITE,
    Backup,
)
from survey.operations.errors import OperationRefused

PATIENCE = 2.0  # seconds: those who have just left may still be seen
IN_USE = "The database is in use: stop web and worker before restoring."

# The user's id is known of every session but those of the server itself.
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database()
      AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
"""


def restore(backup: Backup) -> None:
    """Put the archive's database and keys in place; the present ones stay beside.

    Raises
    ------
    OperationRefused
        Before anything is touched, if the archive lacks something or the
        database is in use.
    """
    sqlite = engine().dialect.name == "sqlite"
    _check_is_whole(backup, SQLITE if sqlite else POSTGRESQL)
    session().close()
    engine().dispose()
    stamp = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    if sqlite:
        _restore_sqlite(backup.files[SQLITE], stamp)
    else:
        _restore_postgresql(backup.files[POSTGRESQL], stamp)
    folder: Path = current_app.config["KEYS_DIR"]
    for name in KEYS & backup.files.keys():
        _replace(folder / Path(name).name, backup.files[name], stamp)
    keys.make_keys(folder)  # what an older backup does not know of
    public = keys.vault_public(folder)
    _replace(folder / keys.VAULT_PUBLIC, f"{public}\n".encode(), stamp)
    schema.upgrade(engine())  # an older backup is brought to this version


def _check_is_whole(backup: Backup, database: str) -> None:
    if database not in backup.files:
        raise OperationRefused("This backup is of another kind of database.")
    missing = sorted(OLDEST_KEYS - backup.files.keys())
    if missing:
        raise OperationRefused(f"This backup lacks {', '.join(missing)}.")


def _restore_sqlite(content: bytes, stamp: str) -> None:
    path = Path(make_url(current_app.config["DATABASE_URL"]).database or "")
    if path.exists():
        _check_nobody_holds(path)
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(f"{path}.before-{stamp}{suffix}")
    _replace(path, content, stamp)


def _check_nobody_holds(path: Path) -> None:
    with closing(sqlite3.connect(path, PATIENCE, isolation_level=None)) as connection:
        try:
            # Else, with a write-ahead log, only another writer would be noticed.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as reason:
            if reason.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise OperationRefused(IN_USE) from reason
        except sqlite3.DatabaseError:
            return  # damaged: the very reason for a restore


def _restore_postgresql(content: bytes, stamp: str) -> None:
    _check_nobody_is_connected()
    folder: Path = current_app.config["VAR_DIR"]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(folder / f"{POSTGRESQL}.before-{stamp}", postgresql.dump(), stamp)
    postgresql.replace(content)


def _check_nobody_is_connected() -> None:
    deadline = time.monotonic() + PATIENCE
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as ours:
        while ours.scalar(text(OTHERS)):
            if time.monotonic() > deadline:
                raise OperationRefused(IN_USE)
            time.sleep(0.1)
    engine().dispose()


def _replace(path: Path, content: bytes, stamp: str) -> None:
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_bytes(content)
    if path.exists():
        path.rename(f"{path}.before-{stamp}")
    part.rename(path)
