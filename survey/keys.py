"""Secrets of an installation, and the few things that are done with them."""

import base64
import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

NAMES = ("secret", "pepper")
SIZE = 32


def make_keys(folder: Path) -> None:
    """Create the keys that `folder` lacks; existing ones are never touched."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in NAMES:
        path = folder / f"{name}.key"
        if not path.exists():
            _make_key(path)


def _make_key(path: Path) -> None:
    """Put a whole new key in place, or leave the one that was quicker."""
    with NamedTemporaryFile("w", prefix=f".{path.name}.", dir=path.parent) as part:
        part.write(secrets.token_hex(SIZE) + "\n")  # its mode is 600
        part.flush()
        os.fsync(part.fileno())
        with suppress(FileExistsError):  # a link, unlike a rename, replaces nothing
            os.link(part.name, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_key(folder: Path, name: str) -> bytes:
    """Return one key of `folder`; a `ValueError` says what is wrong with it."""
    path = folder / f"{name}.key"
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as reason:
        raise ValueError(f"cannot read {path.name}: {reason}") from reason
    if len(key) < SIZE:
        raise ValueError(f"{path.name} is shorter than {SIZE} bytes")
    return key


def tag(purpose: str, *parts: bytes) -> bytes:
    """Return an HMAC under the pepper; `purpose` keeps uses from colliding."""
    mac = hmac.new(current_app.config["PEPPER"], purpose.encode(), hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()


def readable(value: bytes, length: int) -> str:
    """Return the first characters of `value` in base 32, easy to read aloud."""
    return base64.b32encode(value).decode("ascii")[:length]
