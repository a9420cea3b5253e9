"""The database: one metadata, one session a context, one way to commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from select import POLLIN, poll
from typing import Any, cast

from flask import Flask, current_app, g
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Insert,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

# Every constraint has a predictable name, so that a migration can drop it.
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

OPENED = "the connection of the open transaction"

# A table that is laid out by its random key keeps no trace of arrival order.
BY_KEY = {"sqlite_with_rowid": False}

# SQLite counts up only a column that is declared exactly INTEGER.
SerialId = BigInteger().with_variant(Integer, "sqlite")


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Base(DeclarativeBase):
    """Parent of every table; all moments are UTC and say so."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcMoment(), int: SerialId}


def states(kind: type[StrEnum], name: str = "known_state") -> Enum:
    """Return a text column type that holds the values of `kind`, checked."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


def make_engine(url: str) -> Engine:
    """Return an engine whose SQLite connections keep what they acknowledge.

    A failed statement is told without its parameters: they may be answers, and
    errors go to the log.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "checkout", _refuse_hung_up)
        return engine
    engine = create_engine(url, connect_args={"timeout": 10}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _refuse_hung_up(connection: Any, _record: Any, _proxy: Any) -> None:
    """Let the pool connect anew where the server has gone or was restarted.

    Who hangs up can be heard: the line has something to read, and nobody asked.
    Asking the server itself would cost every request one more way there and back.
    """
    if connection.closed or _has_words(connection.fileno()):
        raise DisconnectionError


def _has_words(descriptor: int) -> bool:
    line = poll()
    line.register(descriptor, POLLIN)
    return bool(line.poll(0))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, and always deferred.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",  # NORMAL loses acknowledged answers in a power cut
        "busy_timeout=10000",
        "secure_delete=ON",  # a deleted inbox row is overwritten, not only freed
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A reader that turns writer fails at once with "database is locked", so
    # writers say from the start that they will write.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def init_app(app: Flask) -> None:
    """Give the app its engine, and every context its own session."""
    engine = make_engine(app.config["DATABASE_URL"])
    app.extensions["engine"] = engine
    app.extensions["sessionmaker"] = sessionmaker(engine)
    app.teardown_appcontext(_close_session)


def engine() -> Engine:
    """Return the engine of the current app."""
    return cast(Engine, current_app.extensions["engine"])


def session() -> Session:
    """Return the session of the current context, made on first use."""
    if "session" not in g:
        g.session = current_app.extensions["sessionmaker"]()
    return cast(Session, g.session)


def connection() -> Connection:
    """Return the connection of the open transaction, for statements made before.

    They pass by the ORM, and so does what they change: nothing that the session
    has read or is about to write.
    """
    opened: Connection | None = session().info.get(OPENED)
    return opened if opened is not None else session().connection()


def _close_session(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()


def add_unless_there(row: Base) -> bool:
    """Insert a row whose keys are its own; say whether none of them was taken.

    Of several writers at once one is told yes; the others wait for it. The row
    does not enter the session, and nothing has to be undone after a no.
    """
    table = cast(Table, type(row).__table__)
    values = {
        column.name: value
        for column in table.columns
        if (value := getattr(row, column.name)) is not None
    }
    return put_unless_there(table, values)


def put_unless_there(table: Table, values: Mapping[str, Any]) -> bool:
    """Do as `add_unless_there`, with the values of a row that nobody has made."""
    current = connection()
    insert = _insert_unless_there(table, current.dialect.name)
    options = {"preserve_rowcount": True}
    return current.execute(insert, values, execution_options=options).rowcount == 1


@cache
def _insert_unless_there(table: Table, dialect: str) -> Insert:
    # Built once: building it takes longer than asking it.
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what the block did, or undo all of it.

    Only the edges (views, commands, jobs) open a transaction; services never
    commit, so that several of them combine into one all-or-nothing step. What
    was read before the block is read again inside it.
    """
    current = session()
    if current.in_transaction():
        current.commit()  # ends the reader's snapshot; see `_begin_sqlite`
    try:
        opened = current.connection(execution_options={"writes": True})
        current.info[OPENED] = opened
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.info.pop(OPENED, None)
