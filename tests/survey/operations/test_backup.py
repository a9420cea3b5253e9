import io
import os
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect, make_url, select, text

from survey.agencies.models import Unit
from survey.database import engine, make_engine, session
from survey.keys import vault_public
from survey.operations import backup as backups
from survey.operations import restoring
from survey.operations.errors import OperationRefused
from tests.factories import make_unit


@pytest.fixture
def database_url(own_database_url: str) -> str:
    """Its own: a restore builds the schema anew."""
    return own_database_url


@pytest.fixture(autouse=True)
def clients_of_postgresql(app, request):
    on_postgresql = make_url(app.config["DATABASE_URL"]).drivername != "sqlite"
    if on_postgresql and shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")


@pytest.fixture
def keys(app):
    """Put the shared app's keys back: a restore replaces them."""
    folder = app.config["KEYS_DIR"]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    yield folder
    for path in folder.iterdir():
        path.unlink()
    for name, content in before.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)


@pytest.fixture
def pid_file(app):
    path = app.config["VAR_DIR"] / "serve.pid"
    path.write_text("1\n", "ascii")
    yield path
    path.unlink()


def names() -> list[str]:
    return list(session().scalars(select(Unit.name).order_by(Unit.name)))


def end_reading() -> None:
    session().close()
    engine().dispose()


def test_a_restore_brings_back_data_and_keys(app, keys, tmp_path):
    make_unit(name="Xã Còn")
    pepper = (keys / "pepper.key").read_bytes()
    path = backups.make_backup(tmp_path / "backups")
    make_unit(name="Xã Thêm")
    (keys / "pepper.key").write_bytes(b"00" * 32)
    end_reading()

    restoring.restore(backups.read_backup(path))

    assert names() == ["Xã Còn"]
    assert (keys / "pepper.key").read_bytes() == pepper


def test_what_a_restore_replaces_stays_beside_it(app, keys, tmp_path):
    path = backups.make_backup(tmp_path / "backups")
    end_reading()
    folder, name = app.config["VAR_DIR"], "database.pgdump"
    if engine().dialect.name == "sqlite":
        database = Path(make_url(app.config["DATABASE_URL"]).database)
        database.chmod(0o600)
        folder, name = database.parent, database.name

    restoring.restore(backups.read_backup(path))

    replaced = list(folder.glob(f"{name}.before-*"))
    assert replaced
    assert all(old.stat().st_mode & 0o077 == 0 for old in replaced)


def test_a_table_that_the_backup_does_not_know_is_gone(app, keys, tmp_path):
    path = backups.make_backup(tmp_path / "backups")
    with engine().begin() as connection:
        connection.execute(
            text("CREATE TABLE newer (unit_id BIGINT REFERENCES unit (id))")
        )
    end_reading()

    restoring.restore(backups.read_backup(path))

    assert not inspect(engine()).has_table("newer")
    assert inspect(engine()).has_table("unit")


@pytest.mark.parametrize("missing", ["keys/pepper.key", "keys/secret.key"])
def test_a_backup_without_a_key_is_refused_before_anything_is_touched(
    app, tmp_path, missing
):
    archive = backups.read_backup(backups.make_backup(tmp_path / "backups"))
    files = {name: archive.files[name] for name in archive.files if name != missing}
    make_unit(name="Xã Thêm")

    with pytest.raises(OperationRefused, match=missing):
        restoring.restore(replace(archive, files=files))

    assert names() == ["Xã Thêm"]


def test_a_database_that_somebody_holds_is_not_restored(
    app, tmp_path, monkeypatch, database_url
):
    monkeypatch.setattr(restoring, "PATIENCE", 0.1)
    archive = backups.read_backup(backups.make_backup(tmp_path / "backups"))
    make_unit(name="Xã Thêm")
    other = make_engine(database_url)
    with other.connect() as reader:
        reader.scalar(text("SELECT 1 FROM unit"))
        reader.rollback()  # an idle connection, as a web process keeps it

        with pytest.raises(OperationRefused, match="in use"):
            restoring.restore(archive)
    other.dispose()

    assert names() == ["Xã Thêm"]


def test_a_damaged_database_is_restored(app, keys, tmp_path):
    if engine().dialect.name != "sqlite":
        pytest.skip("a file only on SQLite")
    make_unit(name="Xã Còn")
    archive = backups.read_backup(backups.make_backup(tmp_path / "backups"))
    end_reading()
    Path(make_url(app.config["DATABASE_URL"]).database).write_bytes(b"x" * 9000)

    restoring.restore(archive)

    assert names() == ["Xã Còn"]


def test_a_platform_of_another_user_is_running(
    app, cli, tmp_path, pid_file, monkeypatch
):
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    path = backups.make_backup(tmp_path / "backups")
    monkeypatch.setattr(os, "kill", refuse)

    result = cli.invoke(args=["operations", "restore", str(path), "--yes"])

    assert result.exit_code == 1
    assert "is running" in result.output


def test_only_the_owner_reads_a_backup(app, tmp_path):
    path = backups.make_backup(tmp_path / "backups")

    assert path.stat().st_mode & 0o077 == 0


def test_only_the_owner_reads_the_copy_that_a_backup_is_made_of(app, tmp_path):
    if engine().dialect.name != "sqlite":
        pytest.skip("a file only on SQLite")
    modes = []

    def note(*_arguments: object) -> None:
        modes.extend(path.stat().st_mode & 0o077 for path in tmp_path.glob(".*.part"))

    with engine().connect() as connection:
        connection.connection.driver_connection.set_trace_callback(note)
    backups.make_backup(tmp_path)

    assert set(modes) == {0}


def test_a_changed_backup_is_refused(app, tmp_path):
    path = backups.make_backup(tmp_path)
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(path) as old, tarfile.open(forged, "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()
            if member.name == "keys/pepper.key":
                content = b"11" * 32
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))

    with pytest.raises(OperationRefused, match="damaged"):
        backups.read_backup(forged)


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b broken"])
def test_another_file_is_no_backup(app, tmp_path, content):
    path = tmp_path / "other.tar.gz"
    path.write_bytes(content)

    with pytest.raises(OperationRefused, match="not a backup"):
        backups.read_backup(path)


def test_a_backup_from_before_the_vault_is_restored_and_gets_one(app, keys, tmp_path):
    whole = backups.read_backup(backups.make_backup(tmp_path / "backups"))
    later = {"keys/transport.key", "keys/vault.key"}
    older = {name: file for name, file in whole.files.items() if name not in later}
    vault = (keys / "vault.key").read_bytes()
    (keys / "vault.pub").unlink()
    end_reading()

    restoring.restore(replace(whole, files=older))

    assert (keys / "vault.key").read_bytes() == vault
    assert (keys / "vault.pub").read_text().strip() == vault_public(keys)


def test_the_public_key_of_the_vault_follows_the_key_that_is_restored(
    app, keys, tmp_path
):
    path = backups.make_backup(tmp_path / "backups")
    public = vault_public(keys)
    (keys / "vault.key").write_text("ab" * 32)
    (keys / "vault.pub").write_text(vault_public(keys))
    end_reading()

    restoring.restore(backups.read_backup(path))

    assert (keys / "vault.pub").read_text().strip() == public
