from pathlib import Path

import pytest
from sqlalchemy import make_url

from survey.operations import install
from survey.operations.doctor import examine


@pytest.fixture(autouse=True)
def database_of_the_owner(app):
    """The copied file has the mode of any new file, not that of an installed one."""
    url = make_url(app.config["DATABASE_URL"])
    path = Path(url.database)
    if url.drivername == "sqlite":
        path.chmod(0o600)
    return path


def problems() -> dict[str, str]:
    return {finding.what: finding.problem for finding in examine() if finding.problem}


def test_a_fresh_installation_is_well(app):
    install.fill()
    install.make_first_administrator()

    found = problems()
    # The PostgreSQL server of the tests runs with fsync=off, and the doctor sees it.
    found.pop("acknowledged answers are kept", None)

    assert found == {}


def test_a_missing_administrator_is_found(app):
    assert "an administrator" in problems()


def test_a_key_that_others_may_read_is_found(app):
    key = app.config["KEYS_DIR"] / "pepper.key"
    key.chmod(0o644)
    try:
        assert "chmod 600" in problems()["key pepper"]
    finally:
        key.chmod(0o600)


def test_a_database_that_others_may_read_is_found(app, database_of_the_owner):
    if make_url(app.config["DATABASE_URL"]).drivername != "sqlite":
        pytest.skip("a file only on SQLite")
    database_of_the_owner.chmod(0o640)

    advice = problems()["only the owner reads the data"]

    assert f"chmod 600 {database_of_the_owner}" in advice


def test_a_folder_that_others_may_read_is_found(app):
    folder = app.config["VAR_DIR"]
    folder.chmod(0o755)
    try:
        advice = problems()["only the owner reads the data"]
    finally:
        folder.chmod(0o700)

    assert f"chmod 700 {folder}" in advice


def test_the_command_ends_with_an_error_when_something_is_wrong(cli):
    result = cli.invoke(args=["doctor"])

    assert result.exit_code == 1
    assert "PROBLEM an administrator" in result.output
