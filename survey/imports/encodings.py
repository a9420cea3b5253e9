"""Finds out how the bytes of a file become text before anything is read from it.

One pass over the whole file: a byte that cannot be read is found now, with its
place, and not in the middle of an import.
"""

import codecs
import hashlib
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from survey.imports.errors import (
    ByteNotReadable,
    ByteOrderUnknown,
    EncodingIsOther,
    FileHasNul,
    FileIsEmpty,
)

CHUNK = 1 << 20
SAMPLE = 1 << 16

_CODECS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1258": "cp1258",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
}
# The mark a file begins with, the encodings that have it, the codec of the rest.
_MARKS = (
    (codecs.BOM_UTF8, ("utf-8", "utf-8-sig"), "utf-8"),
    (codecs.BOM_UTF16_LE, ("utf-16", "utf-16-le"), "utf-16-le"),
    (codecs.BOM_UTF16_BE, ("utf-16", "utf-16-be"), "utf-16-be"),
)
# Letters that windows-1258 writes and other single-byte encodings do not mean.
_VIETNAMESE = frozenset("ăđơưĂĐƠƯ") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
_CONTINUATION = bytes(range(0x80, 0xC0))


@dataclass(frozen=True)
class Text:
    """How the file is read: its codec, the bytes before the text, and its seal."""

    codec: str
    skip: int
    sha256: str
    size: int


def examine(file: BinaryIO, declared: str) -> Text:
    """Return how to read the file that the mapping says is in `declared`.

    Raises
    ------
    ImportRefused
        If the file is empty, is written in another encoding, has a byte that the
        encoding does not know, or a zero byte.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    if not sample.strip():
        raise FileIsEmpty
    codec, skip = _find_codec(sample, declared)
    if not sample[skip:].strip():
        raise FileIsEmpty
    file.seek(0)
    seal = hashlib.sha256(file.read(skip))
    scan = _Scan(declared, codec, skip)
    while chunk := file.read(CHUNK):
        seal.update(chunk)
        scan.take(chunk)
    scan.finish()
    return Text(codec, skip, seal.hexdigest(), scan.offset)


def _find_codec(sample: bytes, declared: str) -> tuple[str, int]:
    """Return the codec, and how many bytes mark it at the file's start."""
    for mark, encodings, codec in _MARKS:
        if sample.startswith(mark):
            if declared not in encodings:
                raise EncodingIsOther(declared, encodings[0])
            return codec, len(mark)
    guessed = _unmarked_utf16(sample)
    if guessed and declared != guessed:
        raise EncodingIsOther(declared, guessed)
    if declared == "utf-16":
        if _is_utf8(sample):
            raise EncodingIsOther(declared, "utf-8")
        raise ByteOrderUnknown
    return _CODECS[declared], 0


def _unmarked_utf16(sample: bytes) -> str | None:
    """Return the byte order of text in which every second byte is often zero."""
    even, odd = (sample[start::2].count(0) for start in (0, 1))
    many = max(len(sample) / 8, 2)  # a quarter of one half; not a stray byte or two
    if odd > many and even * 8 < odd:
        return "utf-16-le"
    if even > many and odd * 8 < even:
        return "utf-16-be"
    return None


def _is_utf8(raw: bytes) -> bool:
    """Say whether the bytes, which may be cut at both ends, are UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw.lstrip(_CONTINUATION))
    except UnicodeDecodeError:
        return False
    return True


class _Scan:
    """Decodes a file piece by piece, and knows where it stands."""

    def __init__(self, declared: str, codec: str, offset: int) -> None:
        self.offset = offset
        self._declared = declared
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._lines = 1
        # Any bytes are text to a single-byte encoding: a wrong one shows only by
        # the file being sound UTF-8.
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._may_be_utf8 = not codec.startswith("utf")
        self._is_ascii = True

    def take(self, chunk: bytes) -> None:
        """Read one piece; `ByteNotReadable` or `FileHasNul` if it is not text."""
        self._decode(chunk)
        self.offset += len(chunk)
        self._is_ascii = self._is_ascii and chunk.isascii()
        if self._may_be_utf8:
            self._may_be_utf8 = self._fits_utf8(chunk)

    def finish(self) -> None:
        """Say what is wrong with the file as a whole."""
        self._decode(b"", final=True)
        if self._may_be_utf8 and not self._is_ascii:
            raise EncodingIsOther(self._declared, "utf-8")

    def _fits_utf8(self, chunk: bytes) -> bool:
        try:
            self._utf8.decode(chunk)
        except UnicodeDecodeError:
            return False
        return True

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        pending = self._decoder.getstate()[0]
        raw = pending + chunk
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            before = codecs.decode(raw[: error.start], error.encoding)
            raise ByteNotReadable(
                self._declared,
                position=self.offset - len(pending) + error.start + 1,
                line=self._lines + before.count("\n"),
                byte=raw[error.start],
                likely=_likely(raw, self._declared),
            ) from error
        if "\0" in text:
            raise FileHasNul(self._lines + text[: text.index("\0")].count("\n"))
        self._lines += text.count("\n")


def _likely(raw: bytes, declared: str) -> str:
    """Return the encoding to try instead."""
    if declared not in {"utf-8", "utf-8-sig"} and _is_utf8(raw):
        return "utf-8"
    old = raw.decode("cp1258", "ignore")
    if declared != "windows-1258" and _VIETNAMESE & set(
        unicodedata.normalize("NFC", old)
    ):
        return "windows-1258"
    return "latin-1" if declared == "windows-1252" else "windows-1252"
