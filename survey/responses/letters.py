"""A submission as a browser's queue sends it: sealed, and signed by a kiosk."""

import hashlib
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta

from survey import sealing, wire
from survey.responses.errors import FormNotTrusted
from survey.responses.trust import read_uuid

# PostgreSQL refuses a NUL even as a question, and no name of ours has one.
Name = Annotated[str, Meta(pattern=r"\A[!-~]{1,100}\Z")]
Typed = Annotated[str, Meta(max_length=100)]


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Which kiosk signed a letter, and the day on its clock."""

    device: Name
    day: date
    signature: Typed

    def signature_bytes(self) -> bytes:
        """Return the signature as it was made."""
        return read_base64(self.signature)


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What can be read of a submission from outside."""

    form: Name
    uuid: str
    sealed: str
    kiosk: Stamp | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What was sealed: the answers, as a form would send them."""

    instrument: str
    answers: dict[str, list[str]]
    language: str
    counter: Annotated[int, Meta(ge=1, le=99)] | None = None
    code: Typed | None = None
    replaces: Typed | None = None
    partial: bool = False


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A submission that came; without content where that could not be read."""

    uuid: UUID
    form: str
    sealed: bytes
    stamp: Stamp | None = None
    content: Content | None = None

    def signed_words(self, stamp: Stamp) -> bytes:
        """Return what the kiosk has signed, if it is the one that it says."""
        digest = hashlib.sha256(self.sealed).hexdigest()
        day = stamp.day.isoformat()
        lines = (
            "hailong kiosk 1",
            stamp.device,
            self.form,
            str(self.uuid),
            day,
            digest,
        )
        return "\n".join(lines).encode()


def read_envelope(words: bytes) -> Envelope:
    """Return the envelope that these bytes are, or raise `FormNotTrusted`."""
    return _decode(words, Envelope)


def open_envelope(envelope: Envelope) -> Letter:
    """Return the letter that an envelope holds.

    Raises
    ------
    FormNotTrusted
        If the envelope itself names no form, UUID or sealed bytes.
    """
    return open_letter(
        Letter(
            uuid=read_uuid(envelope.uuid),
            form=envelope.form,
            sealed=read_base64(envelope.sealed),
            stamp=envelope.kiosk,
        )
    )


def open_letter(letter: Letter) -> Letter:
    """Return the letter with its content, as far as that can be read."""
    return msgspec.structs.replace(letter, content=_open(letter))


def read_base64(text: str) -> bytes:
    """Return the bytes that a browser wrote, or raise `FormNotTrusted`."""
    try:
        return wire.read_base64(text)
    except wire.NotReadable as reason:
        raise FormNotTrusted from reason


def seal_info(uuid: UUID, form: str) -> bytes:
    """Return the name that the answers of this submission are sealed under."""
    return f"hailong submission 1\n{uuid}\n{form}".encode()


def _open(letter: Letter) -> Content | None:
    info = seal_info(letter.uuid, letter.form)
    try:
        return _decode(sealing.open_transported(letter.sealed, info), Content)
    except (sealing.SealBroken, FormNotTrusted):
        return None


T = TypeVar("T", bound=msgspec.Struct)


def _decode(words: bytes, kind: type[T]) -> T:
    try:
        return wire.read_json(words, kind)
    except wire.NotReadable as reason:
        raise FormNotTrusted from reason
