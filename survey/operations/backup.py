"""Backup: the database and the keys, in one archive that proves itself."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from survey import clock, keys
from survey.database import engine
from survey.operations import postgresql
from survey.operations.errors import OperationRefused

MANIFEST = "manifest.json"
SQLITE = "database.sqlite3"
POSTGRESQL = "database.pgdump"
KEYS = frozenset(f"keys/{name}.key" for name in keys.NAMES)
# What every backup holds; later keys are missing from the older ones.
OLDEST_KEYS = frozenset({"keys/secret.key", "keys/pepper.key"})


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
        return {SQLITE: _copy_sqlite(folder / f".{SQLITE}.part")}
    return {POSTGRESQL: postgresql.dump()}


def _copy_sqlite(part: Path) -> bytes:
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # SQLite fills an empty file, and keeps its mode
    try:
        with engine().connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM INTO ?", (str(part),))
        return part.read_bytes()
    finally:
        part.unlink()


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
