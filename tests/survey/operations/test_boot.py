import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy import text

from survey import keys
from survey.config import ConfigError
from survey.database import engine
from survey.operations.boot import (
    check_database,
    check_start,
    find_illustrations,
    find_problems,
)
from tests.factories import make_wave

ROOT = Path(__file__).parents[3]


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
        check_start(production)


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
    make_wave(illustrative=True)

    check_start(app)


def test_production_refuses_illustrative_data_and_names_the_way_out(app):
    make_wave(illustrative=True)

    with pytest.raises(ConfigError, match="flask --app wsgi operations drop-example"):
        check_database(app)


def test_real_waves_are_no_illustrations(app):
    make_wave()

    with engine().connect() as connection:
        assert find_illustrations(connection) == []


@pytest.mark.parametrize(
    "words", [["jobs", "work"], ["run"], ["shell"], ["waves", "create", "doctor"]]
)
def test_no_other_command_passes_the_guard(production, monkeypatch, words):
    make_illustration(production)
    monkeypatch.setattr(sys, "argv", ["flask", "--app", "wsgi", *words])

    with click.Context(production.cli), pytest.raises(ConfigError):
        check_start(production)


@pytest.mark.parametrize("words", [["operations", "drop-example"], ["doctor"]])
def test_what_sets_right_passes_the_guard(production, monkeypatch, words):
    make_illustration(production)
    monkeypatch.setattr(sys, "argv", ["flask", "--app", "wsgi", *words])

    with click.Context(production.cli):
        check_start(production)


def test_a_web_server_does_not_pass_by_its_arguments(production, monkeypatch):
    make_illustration(production)
    monkeypatch.setattr(sys, "argv", ["gunicorn", "operations"])

    with pytest.raises(ConfigError):
        check_start(production)


def make_illustration(production) -> None:
    production.config["MODE"] = "embedded"
    make_wave(illustrative=True)
    production.config["MODE"] = "production"


@pytest.fixture
def environ(tmp_path) -> dict[str, str]:
    """Production on SQLite, where nothing but the keys is there."""
    keys.make_keys(tmp_path / "keys")
    return {
        **os.environ,
        "HAILONG_MODE": "production",
        "HAILONG_VAR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/hailong.sqlite3",
        "KEYS_DIR": str(tmp_path / "keys"),
        "PUBLIC_URL": "https://hailong.example.gov.vn",
        "TLS_PROXIES": "1",
    }


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_on_sqlite_can_be_installed_and_then_starts(environ, tmp_path):
    flask = ("-m", "flask", "--app", "wsgi")

    assert "write-ahead log" in run(environ, *flask, "jobs", "work", "--once").stderr
    assert "write-ahead log" in run(environ, "-c", "import wsgi").stderr
    installed = run(environ, *flask, "operations", "install")
    assert installed.returncode == 0, installed.stderr
    assert run(environ, "-c", "import wsgi").returncode == 0
    assert run(environ, *flask, "jobs", "work", "--once").returncode == 0
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    assert (tmp_path / "hailong.sqlite3").stat().st_mode & 0o077 == 0
