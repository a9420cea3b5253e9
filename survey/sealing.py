"""Sealing to a public key, for whoever may only put in: HPKE as in RFC 9180.

P-256, HKDF-SHA-256 and AES-256-GCM, because browsers have these without a
library. What is sealed begins with the sender's one-time point.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from flask import current_app

from survey import keys

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealBroken(ValueError):
    """What came was not sealed to this key, or not under this name."""


def seal(plain: bytes, info: bytes, point: bytes) -> bytes:
    """Seal `plain` to the holder of the key behind `point`, under the name `info`."""
    return SUITE.encrypt(plain, _public(point), info)


def open_sealed(sealed: bytes, info: bytes, key: bytes) -> bytes:
    """Return what was sealed to `key` under the name `info`.

    Raises
    ------
    SealBroken
        If it was sealed to another key, under another name, or changed since.
    """
    try:
        return SUITE.decrypt(sealed, _private(key), info)
    except (InvalidTag, ValueError) as reason:
        raise SealBroken from reason


def transport_point() -> bytes:
    """Return the public key that answers are sealed to on their way here."""
    return _point(current_app.config["TRANSPORT_KEY"])


def open_transported(sealed: bytes, info: bytes) -> bytes:
    """Return an answer that was sealed for its way here, or raise `SealBroken`."""
    return open_sealed(sealed, info, current_app.config["TRANSPORT_KEY"])


def seal_for_vault(plain: bytes, info: bytes) -> bytes:
    """Seal what only the worker may open again: a citizen's contact."""
    return seal(plain, info, current_app.config["VAULT_PUBLIC"])


def open_vault(sealed: bytes, info: bytes) -> bytes:
    """Return what was put into the vault; the web process has no key to it."""
    key = keys.read_key(current_app.config["KEYS_DIR"], "vault")
    return open_sealed(sealed, info, key)


@lru_cache
def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    return keys.private_key(key)


@lru_cache
def _point(key: bytes) -> bytes:
    return keys.public_point(key)


@lru_cache
def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
