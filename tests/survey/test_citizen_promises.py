"""Anonymity by how things are kept: who copies the database still finds nobody."""

import logging
from datetime import datetime
from itertools import product

import pytest
from sqlalchemy import inspect, select, text

from survey import clock, logs
from survey.database import engine, session, transaction
from survey.invitations import uses
from survey.invitations.models import AccessCode, CodeUse
from survey.release.service import release
from survey.responses.models import InboxRow, Spent
from survey.responses.receipts import normal_receipt
from survey.tables import metadata
from tests.factories import make_wave
from tests.survey.responses.clocks import set_clock
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY, Respondent, send
from tests.survey.responses.post import envelope_of, post

__all__ = ["set_clock"]

OF_CITIZENS = {"answer", "contact"}
# Holds the day itself, and is deleted with its period.
LAID_OUT_BY_TIME = {"cluster_label"}
# Moments in the future that say when something ends or is due.
DUE = {
    "draft.expires_at",
    "invitation.remind_at",
    "message.due_at",
    "message.next_at",
}
ALSO = {"access_code", "code_report"}  # of staff, and as telling


def citizen_tables():
    """Return the tables that hold anything of a citizen's."""
    return [
        table
        for table in metadata.sorted_tables
        if table.name in ALSO
        or OF_CITIZENS & {column.info["data_class"] for column in table.columns}
    ]


@pytest.fixture
def quick(app):
    return make_wave(slug="nhanh", instrument="quick_counter")


def test_no_table_of_citizens_keeps_the_order_in_which_they_came(app):
    kept_by_time = set()
    for table in citizen_tables():
        keys = table.primary_key.columns
        counted_up = [column.name for column in keys if column.autoincrement is True]
        if counted_up or table.dialect_options["sqlite"]["with_rowid"] is not False:
            kept_by_time.add(table.name)

    assert kept_by_time == LAID_OUT_BY_TIME
    assert {"inbox", "spent", "code_use", "response", "answer", "comment"} < {
        table.name for table in citizen_tables()
    }


def test_the_database_itself_has_no_row_numbers_for_them(app):
    if engine().dialect.name != "sqlite":
        with engine().connect() as connection:
            made = {
                column["name"]
                for table in citizen_tables()
                for column in inspect(connection).get_columns(table.name)
                if column.get("identity") or "nextval" in (column["default"] or "")
            }
        assert made == set()
        return
    statement = text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
    laid_out = set(session().scalars(statement))
    assert {table.name for table in citizen_tables()} - laid_out == LAID_OUT_BY_TIME


def test_nothing_of_a_citizen_has_a_moment_only_a_day(app):
    moments = {
        f"{table.name}.{column.name}"
        for table in citizen_tables()
        for column in table.columns
        if column.type.python_type is datetime
    }

    assert moments == DUE


def rated_with_codes(quick) -> dict[str, str]:
    """Return the receipts of five people, by their codes."""
    return {
        code: send(quick, code=code, answers={"overall": 1 + number})
        for number, code in enumerate(code_for(quick) for _ in range(5))
    }


def test_who_has_database_and_pepper_finds_no_answer_by_a_code(app, quick):
    held = rated_with_codes(quick)
    rows = set(session().scalars(select(InboxRow.key)))
    receipts = session().scalars(select(Spent.receipt)).all()
    locators = session().scalars(select(CodeUse.locator)).all()
    tags = session().scalars(select(AccessCode.code_tag)).all()
    # All that a copy of the database could try in the place of a code.
    guesses = [guess for tag in tags for guess in (tag.hex(), tag.hex().upper())]
    guesses += ["", *map(str, range(1, 6)), *receipts]

    found = {
        laid_open
        for code, receipt, locator in product(guesses, receipts, locators)
        if (laid_open := uses._masked(code, receipt, locator)) in rows
    }

    assert found == set()
    assert not rows & set(locators)
    # Who holds both finds her own: the search above would have seen it.
    assert {uses.get_inbox_key(*pair) for pair in held.items()} == rows


def test_no_value_joins_a_code_to_an_answer(app, quick):
    rated_with_codes(quick)
    codes = values_of("code_use") | values_of("access_code")
    answers = values_of("inbox") | values_of("spent")

    assert len(codes) >= 15  # else nothing was compared
    assert len(answers) >= 15
    assert codes & answers == set()


def test_after_the_night_not_even_code_and_receipt_lead_there(app, quick):
    held = rated_with_codes(quick)
    with transaction():
        release(quick, clock.today())

    rows = set(session().scalars(select(InboxRow.key)))
    assert len(rows) == 5
    assert not {uses.get_inbox_key(*pair) for pair in held.items()} & rows


def values_of(table: str) -> set[bytes | str]:
    """Return the values of a table that are long enough to be told from others."""
    values = session().execute(select(metadata.tables[table])).all()
    return {
        bytes(value) if isinstance(value, memoryview) else value
        for row in values
        for value in row
        if isinstance(value, bytes | memoryview | str) and len(value) > 9
    }


@pytest.fixture
def lines_lead_back(app):
    """Let the lines of later tests not go where this test's went."""
    yield
    logs.init_app(app)


def test_no_log_holds_what_a_citizen_brings_or_gets(
    app, client, quick, lines_lead_back, caplog, capfd
):
    logs.init_app(app)  # anew: the lines go where standard error now leads
    caplog.set_level(logging.DEBUG)
    code, words = code_for(quick), "Nhanh, gọn."
    envelope = envelope_of(
        quick, code=code, answers={"overall": ["5"], "comment": [words]}
    )

    client.get(f"/c/{code}")
    client.post("/c/", data={"code": code})
    receipt = post(client, envelope).json["receipt"]
    post(client, envelope | {"form": "khong/co"})
    client.get(f"/rate/receipt/{receipt}")
    client.post(
        f"/rate/receipt/{normal_receipt(receipt)}/withdraw", data={"code": code}
    )
    plain = Respondent(client, quick)
    plain.answer_quickly()
    uuid = plain.review()["uuid"][0]
    plain.send()

    written = caplog.text + "".join(capfd.readouterr())
    hers = (code, receipt, envelope["uuid"], envelope["sealed"], words, uuid)
    assert [secret for secret in hers if secret in written] == []
    assert session().scalars(select(InboxRow.day)).all() == [DAY]
