"""Fixtures of the whole suite: an app, and a database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy.orm import sessionmaker

from survey.accounts.models import Role
from survey.app import create_app
from survey.config import read_config
from survey.database import make_engine
from tests import databases
from tests.clients import Browser
from tests.factories import make_account

NO_POSTGRES = (
    "no PostgreSQL server: set TEST_DATABASE_URL, or run as root with Debian's "
    "package postgresql installed"
)


CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The one real browser of the run: a thread can hold no second playwright."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        # Root may not use Chromium's sandbox; the pages are our own.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.make_sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The address of a server with a migrated template database, or none."""
    with databases.postgres_server() as server:
        if server:
            databases.make_postgres_template(server)
        yield server


@pytest.fixture(scope="session")
def reused_postgres(postgres: str | None) -> Iterator[str | None]:
    """The address of the one database that tests share, each finding it empty."""
    if postgres is None:
        yield None
        return
    url = databases.copy_postgres(postgres)
    yield url
    databases.drop_postgres(postgres, url)


KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database; the test runs once on each kind."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield databases.copy_sqlite(template, tmp_path)
        return
    url = request.getfixturevalue("reused_postgres")
    if url is None:
        pytest.skip(NO_POSTGRES)
    yield url
    databases.empty_postgres(url)


@pytest.fixture(params=KINDS)
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that nobody else uses: for tests that change the schema."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield databases.copy_sqlite(template, tmp_path)
        return
    server = request.getfixturevalue("postgres")
    if server is None:
        pytest.skip(NO_POSTGRES)
    url = databases.copy_postgres(server)
    yield url
    databases.drop_postgres(server, url)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, built once; `app` gives it the database of the test."""
    config = read_config({"HAILONG_VAR": str(tmp_path_factory.mktemp("var"))})
    app = create_app({**config, "TESTING": True, "WTF_CSRF_ENABLED": False})
    app.test_client_class = Browser
    return app


@pytest.fixture
def app(shared_app: Flask, database_url: str) -> Iterator[Flask]:
    """The app on the test's own database, with a context for factories."""
    engine = make_engine(database_url)
    shared_app.config["DATABASE_URL"] = database_url
    shared_app.extensions["engine"] = engine
    shared_app.extensions["sessionmaker"] = sessionmaker(engine)
    with shared_app.app_context():
        yield shared_app
    engine.dispose()


@pytest.fixture
def client(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def administrator(app: Flask) -> Browser:
    """A browser in which an administrator is signed in."""
    return app.test_client().sign_in(make_account(Role.ADMINISTRATOR))


@pytest.fixture
def designer(app: Flask) -> Browser:
    """A browser in which a survey designer is signed in."""
    return app.test_client().sign_in(make_account(Role.DESIGNER))


@pytest.fixture
def approver(app: Flask) -> Browser:
    """A browser in which an approver is signed in."""
    return app.test_client().sign_in(make_account(Role.APPROVER))


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()
