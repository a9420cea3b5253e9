"""What programs send us, read strictly: JSON of one shape, bytes in base 64."""

import binascii
from base64 import b64decode, urlsafe_b64encode
from typing import TypeVar

import msgspec

T = TypeVar("T")


class NotReadable(ValueError):
    """What came is not of the shape that it should have."""


def read_json(words: bytes, kind: type[T]) -> T:
    """Return the JSON that `words` are, as `kind`, or raise `NotReadable`."""
    try:
        return msgspec.json.decode(words, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as reason:
        raise NotReadable from reason


def read_base64(text: str) -> bytes:
    """Return bytes as browsers write them: for addresses, without padding.

    Raises
    ------
    NotReadable
        If the text holds anything else.
    """
    try:
        return b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError) as reason:
        raise NotReadable from reason


def write_base64(value: bytes) -> str:
    """Return bytes as `read_base64` reads them, here and in the browser."""
    return urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
