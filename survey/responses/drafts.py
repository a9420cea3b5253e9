"""Answers between two pages, which only the device that gives them can read.

A draft is sealed with a random key that the cookie holds and the platform does
not keep. Whoever copies the table has neither the answers nor whose they are.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select

from questionnaires import Answer
from survey import clock, keys
from survey.database import session
from survey.responses.models import Draft

KEY_SIZE = 32
NONCE_SIZE = 12  # what AES-GCM is specified for
LIFETIME = timedelta(hours=24)


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft holds."""

    uuid: UUID
    language: str
    answers: Mapping[str, Answer] = {}
    counter: int | None = None
    code: str | None = None
    replaces: str | None = None


def begin(content: Content, form: str) -> bytes:
    """Store a new draft of the named form and return the only key to it."""
    key = secrets.token_bytes(KEY_SIZE)
    # Cut to the hour: the row must not say when somebody sat down to answer.
    expires_at = (clock.now() + LIFETIME).replace(minute=0, second=0, microsecond=0)
    session().add(
        Draft(
            key_tag=_tag(key), sealed=_seal(key, content, form), expires_at=expires_at
        )
    )
    session().flush()
    return key


def find(key: bytes, form: str, *, lock: bool = False) -> Content | None:
    """Return what the draft under this key holds, if it is of this form."""
    statement = select(Draft).where(
        Draft.key_tag == _tag(key), Draft.expires_at > clock.now()
    )
    # Two tabs on one draft take turns, so that neither loses an answer.
    draft = session().scalar(statement.with_for_update() if lock else statement)
    return _unseal(key, draft.sealed, form) if draft else None


def save(key: bytes, content: Content, form: str) -> None:
    """Replace what the draft under this key holds."""
    draft = session().get(Draft, _tag(key))
    if draft is not None:
        draft.sealed = _seal(key, content, form)


def discard(key: bytes) -> None:
    """Remove the draft under this key, if there is one."""
    session().execute(delete(Draft).where(Draft.key_tag == _tag(key)))


def sweep() -> None:
    """Remove the drafts that have expired."""
    session().execute(delete(Draft).where(Draft.expires_at <= clock.now()))


def _tag(key: bytes) -> bytes:
    return keys.tag("draft", key)


def _seal(key: bytes, content: Content, form: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_SIZE)
    plain = msgspec.json.encode(content)
    return nonce + AESGCM(key).encrypt(nonce, plain, form.encode())


def _unseal(key: bytes, sealed: bytes, form: str) -> Content | None:
    nonce, rest = sealed[:NONCE_SIZE], sealed[NONCE_SIZE:]
    try:
        plain = AESGCM(key).decrypt(nonce, rest, form.encode())
    except InvalidTag:  # the draft of another form
        return None
    return msgspec.json.decode(plain, type=Content)
