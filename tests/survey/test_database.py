from datetime import UTC, date, datetime

import pytest
from sqlalchemy import NullPool, create_engine, select, text

from survey.agencies.models import Unit
from survey.database import (
    UtcMoment,
    add_unless_there,
    engine,
    session,
    transaction,
)
from survey.responses.models import Spent
from tests.factories import make_account, make_unit


def test_a_failed_block_leaves_nothing(app):
    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert session().scalars(select(Unit)).all() == []


def test_two_steps_in_one_transaction_stand_or_fall_together(app):
    with transaction():
        make_row("1")
        make_row("2")

    assert len(session().scalars(select(Unit)).all()) == 2


def test_what_was_read_before_a_transaction_is_read_again_inside(app):
    unit = make_unit(name="Xã Cũ")
    assert unit.name == "Xã Cũ"
    with app.app_context(), transaction():
        session().get(Unit, unit.id).name = "Xã Mới"

    with transaction():
        assert unit.name == "Xã Mới"


def test_moments_come_back_in_utc(app):
    account = make_account()

    assert account.created_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert account.created_at.tzinfo is not None


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        UtcMoment().process_bind_param(datetime(2026, 1, 1), None)


def make_row(code: str) -> None:
    session().add(
        Unit(
            code=code,
            name="Xã",
            kind="commune",
            valid_from=datetime(2025, 7, 1, tzinfo=UTC).date(),
        )
    )


def fail_half_way() -> None:
    with transaction():
        make_row("1")
        session().flush()
        _ = 1 / 0


def test_a_connection_that_the_server_has_ended_is_replaced(app):
    if engine().dialect.name == "sqlite":
        pytest.skip("nobody can hang up on a file")
    with engine().connect() as connection:
        ended = connection.scalar(text("SELECT pg_backend_pid()"))
    other = create_engine(app.config["DATABASE_URL"], poolclass=NullPool)
    with other.connect() as connection:
        # Waits until the process is gone, so that its line is closed, too.
        connection.execute(
            text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": ended}
        )

    with engine().connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != ended


def test_a_row_is_added_unless_one_is_there(app):
    tag, day = b"t" * 32, date(2026, 9, 7)
    first = Spent(uuid_tag=tag, body_tag=b"b", receipt="AAAAAAAAAA", spent_on=day)
    again = Spent(uuid_tag=tag, body_tag=b"c", receipt="BBBBBBBBBB", spent_on=day)
    with transaction():
        assert add_unless_there(first)
        assert not add_unless_there(again)

    kept = session().scalars(select(Spent)).one()
    assert (kept.receipt, kept.withdrawn) == ("AAAAAAAAAA", False)
