"""Result pages read stored figures: no request looks at what single people answered."""

import json

import pytest
from sqlalchemy import event, text

from survey.accounts.models import Role
from survey.database import engine, session
from survey.results.models import Publication
from tests.factories import make_unit
from tests.survey.accounts.factories import make_staff, sign_in
from tests.survey.results.factories import make_published, make_wave, rated, respond

CONFIDENTIAL = {"answer", "response", "inbox", "tally_cell", "tally_base"}
PAGES = (
    "/results/",
    "/results/{slug}/1/",
    "/results/{slug}/1/table.csv",
    "/results/{slug}/1/{unit}",
    "/staff/results/",
)


@pytest.fixture
def published(app) -> Publication:
    units = [make_unit() for _ in range(6)]
    [period] = make_wave(units).periods
    for unit in units:
        respond(unit, period, rated(5), times=40)
    return make_published(period)


@pytest.fixture
def statements(app):
    """Everything that is asked of the database, with its values."""
    asked: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    yield asked
    event.remove(engine(), "before_cursor_execute", note)


@pytest.mark.parametrize("page", PAGES)
def test_no_request_reads_single_answers(client, published, statements, page):
    unit = published.rated_units[0].unit
    sign_in(client, make_staff(Role.VIEWER))
    address = page.format(slug=published.wave.slug, unit=unit.code)
    statements.clear()

    assert client.get(address).status_code == 200

    session().rollback()
    asked = [each for each in statements if each[0].startswith("SELECT")]
    tables = set().union(*(tables_of(*each) for each in asked))
    assert "publication" in tables
    assert tables & CONFIDENTIAL == set()


def test_what_reads_single_answers_is_noticed(app):
    assert "answer" in tables_of("SELECT code FROM answer WHERE code = 3", ())


def tables_of(statement: str, parameters: object) -> set[str]:
    """Return the tables that the database would read, by its own plan."""
    with engine().connect() as connection:
        if engine().dialect.name == "sqlite":
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", parameters
            )
            names = [word for row in plan for word in row.detail.split()]
            return _aliased(statement, names)
        [rows] = connection.exec_driver_sql(
            f"EXPLAIN (FORMAT JSON) {statement}", parameters
        ).one()
        return set(_relations(rows if isinstance(rows, list) else json.loads(rows)))


def _relations(plan: object):
    if isinstance(plan, dict):
        if "Relation Name" in plan:
            yield plan["Relation Name"]
        plan = list(plan.values())
    if isinstance(plan, list):
        for part in plan:
            yield from _relations(part)


def _aliased(statement: str, words: list[str]) -> set[str]:
    """SQLite tells aliases: the tables behind them stand in the statement."""
    known = {
        row[0]
        for row in session().execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'")
        )
    }
    said = statement.replace("(", " ").replace(",", " ").split()
    named = {
        said[place + 1]
        for place, word in enumerate(said[:-1])
        if word.upper() in ("FROM", "JOIN")
    }
    return (known & set(words)) | (known & named)
