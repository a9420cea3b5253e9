import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from survey.audit import service
from survey.audit.models import AuditEntry
from survey.database import engine, session, transaction


@pytest.fixture
def database_url(own_database_url: str) -> str:
    """Its own: somebody with the keys to the database takes its triggers away."""
    return own_database_url


def write(count, **detail):
    for number in range(1, count + 1):
        with transaction():
            service.record("command:test", "unit.load", f"unit:{number}", **detail)


def drop_guards():
    """Do what somebody with the keys to the database can do."""
    with transaction():
        for event in ("update", "delete"):
            on = " ON audit_entry" if engine().dialect.name == "postgresql" else ""
            session().execute(text(f"DROP TRIGGER guard_audit_entry_{event}{on}"))


def execute(statement):
    with transaction():
        session().execute(text(statement))


def test_an_empty_log_has_no_break_and_no_end(app):
    assert service.find_break() is None
    assert service.find_end() is None


def test_entries_are_numbered_and_chained(app):
    write(3)

    entries = session().scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()

    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert entries[0].previous_hash == service.FIRST
    assert entries[2].previous_hash == entries[1].hash
    assert service.find_break() is None
    assert service.find_end().seq == 3


def test_an_act_that_is_undone_leaves_no_entry(app):
    with pytest.raises(ZeroDivisionError):
        _write_and_fail()

    assert service.find_end() is None


def _write_and_fail():
    with transaction():
        service.record("command:test", "unit.load", "unit:1")
        raise ZeroDivisionError


def test_details_are_kept_as_they_were_said(app):
    write(1, name="Lai Châu", added=106)

    detail = json.loads(service.find_end().detail)

    assert detail == {"name": "Lai Châu", "added": 106}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET actor = 'account:x'", "DELETE FROM audit_entry"],
)
def test_the_database_refuses_to_change_an_entry(app, statement):
    write(2)

    with pytest.raises(DBAPIError):
        execute(statement)


@pytest.mark.parametrize("column", ["actor", "act", "subject", "detail"])
def test_an_altered_word_breaks_the_chain_there(app, column):
    write(4)
    drop_guards()

    with transaction():
        setattr(session().get(AuditEntry, 2), column, "other")

    assert service.find_break() == 2


def test_an_altered_moment_breaks_the_chain(app):
    write(3)
    drop_guards()

    with transaction():
        entry = session().get(AuditEntry, 2)
        entry.at += timedelta(microseconds=1)

    assert service.find_break() == 2


def test_a_removed_entry_breaks_the_chain_after_it(app):
    write(4)
    drop_guards()

    execute("DELETE FROM audit_entry WHERE seq = 2")

    assert service.find_break() == 3


def test_a_forged_entry_at_the_end_breaks_the_chain(app):
    write(2)
    end = service.find_end()

    with transaction():
        session().add(
            AuditEntry(
                seq=3,
                at=end.at,
                actor="account:x",
                act="publication.approve",
                subject="publication:1",
                detail="{}",
                previous_hash=end.hash,
                hash="f" * 64,
            )
        )

    assert service.find_break() == 3


def test_a_long_log_is_read_in_pieces_and_checked_to_the_end(app, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 2)
    write(5)
    drop_guards()

    execute("UPDATE audit_entry SET actor = 'account:x' WHERE seq = 5")

    assert service.find_break() == 5


def test_the_hash_does_not_depend_on_the_time_zone_of_the_server():
    moment = datetime(2026, 11, 5, 7, 30, 0, 123456, tzinfo=UTC)
    words = {
        "seq": 1,
        "actor": "command:test",
        "act": "unit.load",
        "subject": "unit:1",
        "detail": "{}",
        "previous_hash": service.FIRST,
    }

    here = AuditEntry(at=moment, **words)
    there = AuditEntry(at=moment.astimezone(timezone(timedelta(hours=7))), **words)

    assert service.hash_of(here) == service.hash_of(there)


def test_older_entries_are_found_page_by_page(app):
    write(5)

    newest = service.list_entries(limit=2)
    older = service.list_entries(limit=2, before=newest[-1].seq)

    assert [entry.seq for entry in newest] == [5, 4]
    assert [entry.seq for entry in older] == [3, 2]
