import pytest
from sqlalchemy import text

from survey.config import ConfigError
from survey.database import engine
from survey.operations.boot import check_durability, find_problems


@pytest.fixture
def production(app):
    app.config["MODE"] = "production"
    yield app
    app.config["MODE"] = "embedded"


def test_an_installed_sqlite_file_keeps_what_it_acknowledged(app):
    if engine().dialect.name != "sqlite":
        pytest.skip("about SQLite")
    with engine().connect() as connection:
        assert find_problems(connection) == []


def test_production_refuses_a_database_that_may_forget(production):
    if engine().dialect.name == "sqlite":
        with engine().connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=DELETE")
    # The PostgreSQL server of the tests runs with fsync=off, for speed.

    with pytest.raises(ConfigError):
        check_durability(production)


def test_a_connection_that_does_not_write_through_is_found(app):
    if engine().dialect.name != "sqlite":
        pytest.skip("about SQLite")
    with engine().connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA synchronous=NORMAL")

        assert "synchronous=FULL" in find_problems(connection)[0]


def test_postgresql_without_synchronous_commit_is_found(app):
    if engine().dialect.name == "sqlite":
        pytest.skip("about PostgreSQL")
    with engine().connect() as connection:
        connection.execute(text("SET synchronous_commit = off"))

        problems = find_problems(connection)

    assert any("synchronous_commit = off" in problem for problem in problems)


def test_the_embedded_mode_starts_without_asking(app):
    check_durability(app)
