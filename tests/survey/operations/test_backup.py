import io
import shutil
import tarfile

import pytest
from sqlalchemy import make_url, select

from survey.agencies.models import Unit
from survey.database import engine, session
from survey.operations import backup as backups
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
    before = {path.name: path.read_bytes() for path in folder.glob("*.key")}
    yield folder
    for path in folder.iterdir():
        path.unlink()
    for name, content in before.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)


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

    backups.restore(backups.read_backup(path))

    assert names() == ["Xã Còn"]
    assert (keys / "pepper.key").read_bytes() == pepper


def test_what_a_restore_replaces_stays_beside_it(app, keys, tmp_path):
    if engine().dialect.name != "sqlite":
        pytest.skip("a file only on SQLite")
    path = backups.make_backup(tmp_path / "backups")
    end_reading()

    backups.restore(backups.read_backup(path))

    database = make_url(app.config["DATABASE_URL"]).database
    assert list(tmp_path.glob(f"{database.rsplit('/', 1)[1]}.before-*"))


def test_only_the_owner_reads_a_backup(app, tmp_path):
    path = backups.make_backup(tmp_path / "backups")

    assert path.stat().st_mode & 0o077 == 0


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
