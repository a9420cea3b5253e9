"""Every revision goes up and down, with data, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, inspect, select, text

from survey import schema
from survey.database import make_engine
from survey.tables import metadata

REVISIONS = [
    script.revision
    for script in reversed(
        list(ScriptDirectory.from_config(schema.config()).walk_revisions())
    )
]


@pytest.fixture
def engine(own_database_url: str) -> Iterator[Engine]:
    engine = make_engine(own_database_url)
    yield engine
    engine.dispose()


def test_the_migrations_build_what_the_models_say(engine):
    with engine.connect() as connection, connection.begin():
        command.check(schema.config(connection))


def test_the_history_is_one_line():
    assert len(ScriptDirectory.from_config(schema.config()).get_heads()) == 1


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_is_undone_and_redone_without_a_trace(engine, revision):
    schema.downgrade(engine, revision)
    before = description(engine)
    rows = fill(engine)

    schema.upgrade(engine)
    schema.downgrade(engine, revision)

    assert description(engine) == before
    assert count_rows(engine) == rows


def test_everything_goes_and_comes_back_the_same(engine):
    before = description(engine)

    schema.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    schema.upgrade(engine)

    assert description(engine) == before


def test_a_migration_that_breaks_references_is_refused(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL never leaves its foreign keys unchecked")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("INSERT INTO wave_unit (wave_id, unit_id) VALUES (404, 404)")
        driver.execute("PRAGMA foreign_keys=ON")

    with pytest.raises(RuntimeError, match="rows point to nothing"):
        schema.downgrade(engine, REVISIONS[-2])

    assert schema.is_current(engine)


def test_sqlite_keeps_a_write_ahead_log_and_writes_through(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("a setting of SQLite")
    with engine.connect() as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert settings == ["wal", 2, 1]


def description(engine: Engine) -> object:
    """Return the schema, triggers included, in a form that can be compared."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.execute(
                text("SELECT type, name, tbl_name, sql FROM sqlite_master")
            )
            return sorted(map(tuple, rows), key=str)
        columns = connection.execute(
            text(
                "SELECT table_name, column_name, data_type, is_nullable "
                "FROM information_schema.columns WHERE table_schema = 'public'"
            )
        )
        constraints = connection.execute(
            text(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
                "FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            )
        )
        triggers = connection.execute(
            text(
                "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
                "WHERE NOT tgisinternal"
            )
        )
        return [sorted(map(str, rows)) for rows in (columns, constraints, triggers)]


def fill(engine: Engine) -> dict[str, int]:
    """Put one row into every table that stands at this revision."""
    present = set(inspect(engine).get_table_names())
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name in present:
                insert_one(connection, table)
                if table.name == "unit":  # somebody has to succeed somebody
                    insert_one(connection, table, id=2, code="2")
    return count_rows(engine)


def insert_one(connection: Connection, table: Table, **values: object) -> None:
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    columns = [column for column in table.c if column.name in there]
    row = {column.name: VALUES.get(f"{table.name}.{column.name}") for column in columns}
    for column in columns:
        if row[column.name] is None and not column.nullable:
            row[column.name] = plain_value(column.type.python_type)
    # A table of only these: the model's own would add defaults of later columns.
    standing = sa.table(table.name, *(sa.column(c.name, c.type) for c in columns))
    connection.execute(standing.insert().values(**row | values))


def plain_value(kind: type) -> object:
    return {
        int: 1,
        str: "1",
        float: 0.5,
        bool: False,
        bytes: b"1",
        date: date(2026, 9, 1),
        datetime: datetime(2026, 9, 1, tzinfo=UTC),
    }[kind]


# Where the plain value would break a rule of the table.
VALUES = {
    "account_role.role": "administrator",
    "second_factor.kind": "app",
    "second_factor.sealed_secret": b"1",
    "unit.kind": "commune",
    "unit_succession.new_id": 2,
    "wave.kind": "counter",
    "wave.state": "draft",
    "inbox.channel": "phone",
    "response.channel": "phone",
    "inbox.proof": "none",
    "response.proof": "none",
    "code_batch.kind": "sheet",
    "kiosk.idle_seconds": 60,
    "quarantined.reason": "clock",
    "box_opening.witness_name": "1",
    "box_opening.witness_position": "1",
    "slip_use.spoilt": "empty",
    "message.kind": "invitation",
    "message.channel": "sms",
    "message.state": "waiting",
    "message.sealed": b"1",
    "message.problem": "unknown",
    "invitation.channel": "sms",
    "batch.n": 10,
    "job.state": "done",
    "publication.state": "draft",
    "publication_step.kind": "scheduled",
    "publication_step.due_at": datetime(2026, 9, 1, tzinfo=UTC),
    "improvement_action.outcome": "",
    "publication_file.sha256": "0" * 64,
    "figure.kind": "share",
    "figure.n": 10,
}


def count_rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(
                select(text("count(*)")).select_from(text(f'"{name}"'))
            )
            for name in sorted(inspect(engine).get_table_names())
        }
