"""Bringing the database to a revision of the schema, all or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, text

FOLDER = Path(__file__).parents[1] / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate forward to `revision`; on SQLite also turn WAL on for good."""
    if engine.dialect.name == "sqlite":
        _keep_private(engine)
        _use_wal(engine)
    _migrate(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to `revision`."""
    _migrate(engine, lambda config: command.downgrade(config, revision))


def is_current(engine: Engine) -> bool:
    """Say whether the database stands at the newest revision."""
    with engine.connect() as connection:
        stands_at = MigrationContext.configure(connection).get_current_revision()
    return stands_at == ScriptDirectory.from_config(config()).get_current_head()


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's settings; there is no ini file to keep in step."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings


def sqlite_file(url: URL) -> Path | None:
    """Return the file of a SQLite database, or nothing for other databases."""
    on_disk = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if on_disk and on_disk != ":memory:" else None


def _keep_private(engine: Engine) -> None:
    """Shut a new file to others; SQLite gives its -wal and -shm the same mode."""
    path = sqlite_file(engine.url)
    if path is not None and (not path.exists() or path.stat().st_size == 0):
        path.touch(mode=0o600)
        path.chmod(0o600)  # an empty file may be there already: by a mere connection


def _use_wal(engine: Engine) -> None:
    # Set once, here: two workers that switch at their start lock each other out.
    with engine.connect() as connection:
        _outside_transaction(connection, "PRAGMA journal_mode=WAL")


def _outside_transaction(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(statement)


def _migrate(engine: Engine, step: Callable[[Config], None]) -> None:
    """Run `step` in one transaction, so that nothing stays half migrated."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(writes=True) as connection:
        if sqlite:  # rebuilding a table would otherwise empty those that point to it
            _outside_transaction(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                step(config(connection))
                if sqlite:
                    _check_foreign_keys(connection)
        finally:
            if sqlite:
                _outside_transaction(connection, "PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"rows point to nothing after the migration: {broken[:5]}")
