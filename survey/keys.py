"""Secrets of an installation, and the few things that are done with them."""

import base64
import hashlib
import hmac
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app

NAMES = ("secret", "pepper", "transport", "vault", "evidence")
# What the web process needs of the vault: it can put in, and never take out.
VAULT_PUBLIC = "vault.pub"
SIZE = 32
# Base 32 has no 0, 1 and 8: whoever reads them means the letter that looks alike.
_LOOKALIKES = str.maketrans("018", "OIB", " -")
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def make_keys(folder: Path) -> None:
    """Create the keys that `folder` lacks; existing ones are never touched."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in NAMES:
        path = folder / f"{name}.key"
        if not path.exists():
            _put(path, secrets.token_hex(SIZE))
    if not (folder / VAULT_PUBLIC).exists():
        _put(folder / VAULT_PUBLIC, vault_public(folder))


def vault_public(folder: Path) -> str:
    """Return what `vault.pub` must hold beside the vault's key."""
    return public_point(read_key(folder, "vault")).hex()


def _put(path: Path, key: str) -> None:
    """Put a whole new key in place, or leave the one that was quicker."""
    with NamedTemporaryFile("w", prefix=f".{path.name}.", dir=path.parent) as part:
        part.write(key + "\n")  # its mode is 600
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
    return _read(folder / f"{name}.key")


def read_vault_public(folder: Path) -> bytes:
    """Return the public point of the vault; a `ValueError` says what is wrong."""
    return _read(folder / VAULT_PUBLIC)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as reason:
        raise ValueError(f"cannot read {path.name}: {reason}") from reason
    if len(key) < SIZE:
        raise ValueError(f"{path.name} is shorter than {SIZE} bytes")
    return key


def private_key(key: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private key on P-256 that 32 random bytes stand for."""
    # Zero is no key; the bias of the remainder is below 2**-32.
    return ec.derive_private_key(
        int.from_bytes(key) % (P256_ORDER - 1) + 1, ec.SECP256R1()
    )


def public_point(key: bytes) -> bytes:
    """Return the public key that belongs to `key`: an uncompressed point."""
    return (
        private_key(key)
        .public_key()
        .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )


def tag(purpose: str, *parts: bytes) -> bytes:
    """Return an HMAC under the pepper; `purpose` keeps uses from colliding."""
    mac = hmac.new(current_app.config["PEPPER"], purpose.encode(), hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()


def readable(value: bytes, length: int) -> str:
    """Return the first characters of `value` in base 32, easy to read aloud."""
    return base64.b32encode(value).decode("ascii")[:length]


def as_readable(typed: str) -> str:
    """Return what `readable` wrote, from the way people type it."""
    return typed.upper().translate(_LOOKALIKES)


if __name__ == "__main__":  # python -m survey.keys FOLDER, before anything can start
    make_keys(Path(sys.argv[1]))
