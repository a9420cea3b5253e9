"""Databases for tests: a fresh copy of a migrated one for each test.

SQLite copies a file, PostgreSQL a template database, so that tests commit for
real. One copy on PostgreSQL serves many tests and is emptied after each.
PostgreSQL comes from `TEST_DATABASE_URL` (a server where databases may be
created), or from Debian's `initdb` and `pg_ctl`, as root under the user
`postgres`.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import NullPool, create_engine, make_url, text

from survey import schema
from survey.database import make_engine
from survey.tables import metadata

TEMPLATE = "hailong_test_template"
_serial = count(1)


def make_sqlite_template(folder: Path) -> Path:
    """Return a migrated SQLite file without a write-ahead log beside it."""
    path = folder / "template.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def copy_sqlite(template: Path, folder: Path) -> str:
    """Return the address of a fresh copy of the template."""
    path = folder / f"test-{next(_serial)}.sqlite3"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def postgres_tools() -> Path | None:
    """Return the folder of Debian's newest PostgreSQL server tools, if any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return found[-1].parent if found else None


def _version(path: Path) -> int:
    return int(path.parts[4])


@contextmanager
def postgres_server() -> Iterator[str | None]:
    """Serve the address of a PostgreSQL server for tests, or none."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    tools = postgres_tools()
    if tools is None or os.geteuid() != 0:
        yield None
        return
    # Not below pytest's own folder: every other run shuts that one to `postgres`.
    with TemporaryDirectory(prefix="hailong-postgres-") as name:
        folder, port = Path(name), _free_port()
        _start(tools, folder, port)
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(f"{tools}/pg_ctl -D {folder}/data -m immediate stop")


def _start(tools: Path, folder: Path, port: int) -> None:
    shutil.chown(folder, "postgres")
    _as_postgres(f"{tools}/initdb -D {folder}/data -A trust -E UTF8 --locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as_postgres(
        f"{tools}/pg_ctl -D {folder}/data -l {folder}/log -w -o '{options}' start"
    )


def _as_postgres(command: str) -> None:
    subprocess.run(
        ["su", "postgres", "-s", "/bin/sh", "-c", command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_postgres_template(server: str) -> None:
    """Make the migrated database that tests copy."""
    template = f"{TEMPLATE}_{os.getpid()}"
    _administer(server, f"CREATE DATABASE {template}")
    engine = make_engine(_address(server, template))
    schema.upgrade(engine)
    engine.dispose()


def copy_postgres(server: str) -> str:
    """Return the address of a fresh copy of the template."""
    name = f"hailong_test_{os.getpid()}_{next(_serial)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}_{os.getpid()}")
    return _address(server, name)


def empty_postgres(url: str) -> None:
    """Empty a database for the next test: 30 times as fast as another copy.

    Triggers and foreign keys sleep meanwhile, since some tables refuse to
    forget. Raises if a test has left a transaction open.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '3s'"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
        for name in connection.scalars(text("SELECT sequencename FROM pg_sequences")):
            connection.execute(text(f'ALTER SEQUENCE "{name}" RESTART'))


def drop_postgres(server: str, url: str) -> None:
    """Remove a copy; whoever is still connected is thrown out."""
    _administer(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _address(server: str, database: str) -> str:
    url = make_url(server).set(database=database, drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    engine = create_engine(_address(server, make_url(server).database or "postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()
