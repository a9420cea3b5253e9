"""The PIN that leads out of a kiosk's page: the tablet checks it, also offline.

So its hash lies on the tablet, made by what browsers can compute by themselves.
Six digits do not resist whoever takes the hash away; a kiosk has one of its own.
"""

import hashlib
import secrets

ROUNDS = 200_000
SALT_BYTES = 16


def make_salt() -> bytes:
    """Return fresh salt for one PIN."""
    return secrets.token_bytes(SALT_BYTES)


def hash_of(pin: str, salt: bytes) -> bytes:
    """Return what the tablet compares a typed PIN with."""
    return hashlib.pbkdf2_hmac("sha256", pin.encode("ascii"), salt, ROUNDS)
