import sqlite3

import pytest
from flask import Flask
from sqlalchemy import event

from survey.database import engine
from tests.factories import make_wave


@pytest.fixture
def wave(app: Flask):
    return make_wave(slug="mot-cua")


ODD = ("0", "-1", "99999999999999999999999999", "%00", "%ff", "a%00b", "đ", "'", "..")


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_are_answered_in_words_and_never_by_a_fault(
    app, wave, administrator, odd
):
    for rule in app.url_map.iter_rules():
        if not rule.arguments or rule.endpoint == "static":
            continue
        path = str(rule)
        for name in rule.arguments:
            path = path.replace(_placeholder(rule, name), odd)
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            response = administrator.open(path, method=method)
            assert response.status_code < 500, (method, path)


def _placeholder(rule, name: str) -> str:
    return next(part for part in _placeholders(str(rule)) if name in part)


def _placeholders(rule: str) -> list[str]:
    return [f"<{part.split('>')[0]}>" for part in rule.split("<")[1:]]


@pytest.mark.parametrize(
    "query", ["?lang=%00", "?q=%00%ff", "?lang=xx", "?counter=9e9"]
)
def test_odd_queries_are_never_a_fault(client, wave, query):
    unit = wave.units[0].code
    for path in (
        "/",
        "/rate/",
        f"/rate/mot-cua/{unit}/",
        "/results/",
        "/staff/sign-in",
    ):
        assert client.get(path + query).status_code < 500


def test_text_that_no_column_takes_is_refused_in_words(client, wave):
    answers = {"username": "a\x00b", "password": "\x00" * 20}

    response = client.post("/staff/sign-in", data=answers)

    assert 400 <= response.status_code < 500
    assert "Traceback" not in response.text


def test_a_request_is_shed_while_another_program_holds_the_database(app, client):
    if engine().dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets writers pass each other")
    event.listen(engine(), "connect", hurry)
    other = sqlite3.connect(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    other.execute("BEGIN IMMEDIATE")

    response = client.post("/staff/sign-in", data={"username": "a", "password": "b"})

    other.rollback()
    other.close()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "20"
    assert "Hệ thống đang bận" in response.text


def hurry(connection, _record) -> None:
    connection.execute("PRAGMA busy_timeout=20")
