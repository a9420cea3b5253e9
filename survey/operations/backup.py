"""Backup and restore: the database and the keys, in one archive that proves itself."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import make_url

from survey import clock, keys, schema
from survey.database import engine
from survey.operations.errors import OperationRefused

MANIFEST = "manifest.json"
SQLITE = "database.sqlite3"
POSTGRESQL = "database.pgdump"
KEYS = tuple(f"keys/{name}.key" for name in keys.NAMES)


@dataclass(frozen=True, kw_only=True)
class Backup:
    """An archive whose contents match its own manifest."""

    path: Path
    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]


def make_backup(folder: Path) -> Path:
    """Write an archive of database and keys into `folder`; return its path."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    path = folder / f"hailong-{stamp}.tar.gz"
    files = {**_dump(folder), **_keys()}
    manifest = {
        "version": current_app.config["SOFTWARE_VERSION"],
        "made_at": clock.now().isoformat(),
        "sha256": {name: _digest(content) for name, content in files.items()},
    }
    _write(path, {MANIFEST: json.dumps(manifest, indent=1).encode(), **files})
    read_backup(path)  # a backup that cannot be read is none
    return path


def _dump(folder: Path) -> dict[str, bytes]:
    if engine().dialect.name == "sqlite":
        copy = folder / f".{SQLITE}.part"
        copy.unlink(missing_ok=True)
        with engine().connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM INTO ?", (str(copy),))
        content = copy.read_bytes()
        copy.unlink()
        return {SQLITE: content}
    return {POSTGRESQL: _run_postgres("pg_dump", "--format=custom")}


def _run_postgres(program: str, *options: str, given: bytes | None = None) -> bytes:
    url = make_url(current_app.config["DATABASE_URL"])
    found = shutil.which(program)
    if found is None:
        raise OperationRefused(f"{program} is missing: install postgresql-client")
    # The password goes by the environment: arguments are seen by everybody.
    environ = {**os.environ, "PGPASSWORD": url.password or ""}
    command = [found, "--host", url.host or "", "--port", str(url.port or 5432)]
    command += ["--username", url.username or "", *options]
    command += ["--dbname", url.database or ""]
    done = subprocess.run(  # noqa: S603 - the program is found, the options are ours
        command, env=environ, input=given, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise OperationRefused(f"{program} failed: {done.stderr.decode()[-500:]}")
    return done.stdout


def _keys() -> dict[str, bytes]:
    folder: Path = current_app.config["KEYS_DIR"]
    return {name: (folder / Path(name).name).read_bytes() for name in KEYS}


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    path.touch(mode=0o600)
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            archive.addfile(member, io.BytesIO(content))


def read_backup(path: Path) -> Backup:
    """Return the archive's contents, once every hash in it is right."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            files = {
                name: _member(archive, name)
                for name in archive.getnames()
                if name in {MANIFEST, SQLITE, POSTGRESQL, *KEYS}
            }
        manifest = json.loads(files.pop(MANIFEST))
        expected = dict(manifest["sha256"])
    except (OSError, tarfile.TarError, KeyError, ValueError, EOFError) as reason:
        raise OperationRefused(f"{path.name} is not a backup of ours") from reason
    if expected != {name: _digest(content) for name, content in files.items()}:
        raise OperationRefused(f"{path.name} is damaged: its contents have changed")
    return Backup(path=path, manifest=manifest, files=files)


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def restore(backup: Backup) -> None:
    """Put the archive's database and keys in place; the present ones stay beside."""
    stamp = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    sqlite = engine().dialect.name == "sqlite"
    if (SQLITE if sqlite else POSTGRESQL) not in backup.files:
        raise OperationRefused("This backup is of another kind of database.")
    if sqlite:
        _restore_sqlite(backup.files[SQLITE], stamp)
    else:
        options = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
        _run_postgres("pg_restore", *options, given=backup.files[POSTGRESQL])
    folder: Path = current_app.config["KEYS_DIR"]
    for name in KEYS:
        _replace(folder / Path(name).name, backup.files[name], stamp)
    schema.upgrade(engine())  # an older backup is brought to this version


def _restore_sqlite(content: bytes, stamp: str) -> None:
    engine().dispose()
    path = Path(make_url(current_app.config["DATABASE_URL"]).database or "")
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(f"{path}.before-{stamp}{suffix}")
    _replace(path, content, stamp)


def _replace(path: Path, content: bytes, stamp: str) -> None:
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    if path.exists():
        path.rename(f"{path}.before-{stamp}")
    part.rename(path)
