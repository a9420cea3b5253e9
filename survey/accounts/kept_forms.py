"""A form that was sent after its session had ended: kept, and sent once more.

What somebody wrote is sealed under a key that only this browser's cookie holds,
for an hour, and given back to the same account. Passwords and codes are never
kept, and files cannot be.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select

from survey import clock, keys
from survey.accounts.factor_models import KeptForm
from survey.accounts.models import Account
from survey.database import session

LIFETIME = timedelta(hours=1)
KEY_SIZE, NONCE = 32, 12
# What must not be written down, not even sealed; a token is made anew.
NEVER = frozenset(
    {"csrf_token", "password", "again", "current", "own_password", "code"}
)


class Content(msgspec.Struct, frozen=True):
    """Where a form was sent to, and what stood in it."""

    path: str
    fields: list[tuple[str, str]]
    had_file: bool


def keep(
    account: Account, path: str, sent: Mapping[str, Sequence[str]], *, had_file: bool
) -> bytes:
    """Keep a form of the account; return the only key to it."""
    fields = [
        (name, value)
        for name, values in sent.items()
        if name not in NEVER
        for value in values
    ]
    key, nonce = secrets.token_bytes(KEY_SIZE), secrets.token_bytes(NONCE)
    words = msgspec.json.encode(Content(path, fields, had_file))
    now = clock.now()
    session().execute(delete(KeptForm).where(KeptForm.expires_at <= now))
    session().add(
        KeptForm(
            key_tag=_tag(key),
            account_id=account.id,
            sealed=nonce + AESGCM(key).encrypt(nonce, words, b""),
            expires_at=now + LIFETIME,
        )
    )
    session().flush()
    return key


def find(account: Account, key: bytes) -> Content | None:
    """Return the form under this key, if it is this account's own."""
    row = session().scalar(
        select(KeptForm).where(
            KeptForm.key_tag == _tag(key),
            KeptForm.account_id == account.id,
            KeptForm.expires_at > clock.now(),
        )
    )
    if row is None or len(key) != KEY_SIZE:
        return None
    nonce, words = row.sealed[:NONCE], row.sealed[NONCE:]
    try:
        plain = AESGCM(key).decrypt(nonce, words, b"")
    except InvalidTag:
        return None
    return msgspec.json.decode(plain, type=Content)


def drop(key: bytes) -> None:
    """Let go of a form: it is sent now, or nobody wants it."""
    session().execute(delete(KeptForm).where(KeptForm.key_tag == _tag(key)))


def _tag(key: bytes) -> bytes:
    return keys.tag("kept form", key)
