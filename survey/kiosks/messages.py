"""What tablets send, read strictly: bytes in, plain values out."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from survey import wire
from survey.kiosks.errors import NotReadable

Word = Annotated[str, Meta(max_length=64, pattern=r"^[0-9A-Za-z .+_-]*\Z")]
Base64 = Annotated[str, Meta(max_length=1024)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class Enrolment(Struct, frozen=True):
    """A tablet asks to become the kiosk that a code is for."""

    code: Annotated[str, Meta(max_length=64)]
    public_key: Base64
    signature: Base64
    language: Word = "vi"

    @property
    def signed(self) -> bytes:
        """Return what the tablet has signed, the code as it was typed."""
        return f"hailong enrol 1\n{self.code}".encode()


class Heartbeat(Struct, frozen=True):
    """A kiosk says how it stands with it."""

    device: Word
    at: str
    queued: Count
    version: Word
    signature: Base64
    oldest_day: date | None = None
    storage_kept: bool | None = None
    language: Word = "vi"

    @property
    def signed(self) -> bytes:
        """Return what the tablet has signed, its moment as it was written."""
        return f"hailong heartbeat 1\n{self.device}\n{self.at}\n{self.queued}".encode()

    @property
    def moment(self) -> datetime:
        """Return what the tablet's clock shows, wrong as it may be."""
        try:
            moment = datetime.fromisoformat(self.at)
        except ValueError as reason:
            raise NotReadable from reason
        if moment.tzinfo is None:
            raise NotReadable
        return moment


Message = TypeVar("Message", Enrolment, Heartbeat)


def read(body: bytes, kind: type[Message]) -> Message:
    """Return the message of that kind that a body holds."""
    try:
        return wire.read_json(body, kind)
    except wire.NotReadable as reason:
        raise NotReadable from reason


def read_base64(text: str) -> bytes:
    """Return the bytes that a tablet wrote, or raise `NotReadable`."""
    try:
        return wire.read_base64(text)
    except wire.NotReadable as reason:
        raise NotReadable from reason
