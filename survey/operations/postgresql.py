"""Dumping and replacing a PostgreSQL database, by the tools that came with it."""

import os
import shutil
import subprocess

from flask import current_app
from sqlalchemy import make_url

from survey.operations.errors import OperationRefused

# Emptied, because an older dump does not know the tables that came after it.
EMPTY = b"""\
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def dump() -> bytes:
    """Return the whole database in PostgreSQL's own format."""
    return _run("pg_dump", "--format=custom", *_connection())


def replace(dumped: bytes) -> None:
    """Put a dump in the place of everything that is there, all or nothing."""
    # pg_restore cannot empty the schema within its transaction; psql can.
    script = _run("pg_restore", "--no-owner", "--file=-", given=dumped)
    one_step = ("--single-transaction", "--set", "ON_ERROR_STOP=1", "--file=-")
    options = ("--no-psqlrc", "--quiet", *one_step, *_connection())
    _run("psql", *options, given=EMPTY + script)


def _connection() -> tuple[str, ...]:
    url = make_url(current_app.config["DATABASE_URL"])
    options = ("--host", url.host or "", "--port", str(url.port or 5432))
    return (*options, "--username", url.username or "", "--dbname", url.database or "")


def _run(program: str, *options: str, given: bytes | None = None) -> bytes:
    url = make_url(current_app.config["DATABASE_URL"])
    found = shutil.which(program)
    if found is None:
        raise OperationRefused(f"{program} is missing: install postgresql-client")
    # The password goes by the environment: arguments are seen by everybody.
    environ = {**os.environ, "PGPASSWORD": url.password or ""}
    done = subprocess.run(  # noqa: S603 - the program is found, the options are ours
        (found, *options), env=environ, input=given, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise OperationRefused(f"{program} failed: {done.stderr.decode()[-500:]}")
    return done.stdout
