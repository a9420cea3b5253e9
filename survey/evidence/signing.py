"""The key that signs the days. Only jobs and commands open it."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app

from survey import keys
from survey.evidence.errors import NoSigningKey

NAME = "evidence"


def sign(document: str) -> bytes:
    """Return the signature of a document."""
    return _key().sign(document.encode("utf-8"))


def public_key() -> str:
    """Return the public half of the key, in hexadecimal."""
    point = _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return point.hex()


def is_signed(document: str, signature: bytes, public: str) -> bool:
    """Say whether the signature was made with the key that belongs to `public`."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, document.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    try:
        secret = keys.read_key(current_app.config["KEYS_DIR"], NAME)
    except ValueError as reason:
        raise NoSigningKey from reason
    return Ed25519PrivateKey.from_private_bytes(secret[: keys.SIZE])
