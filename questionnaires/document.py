"""The form of an instrument that the database freezes, and the hash that seals it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from questionnaires.build import build_instrument
from questionnaires.checks import find_flaws
from questionnaires.errors import InstrumentError
from questionnaires.flaws import Flaw, sentence
from questionnaires.model import Instrument
from questionnaires.shape import read_shape
from questionnaires.source import Path
from questionnaires.unbuild import instrument_part


def to_document(instrument: Instrument) -> dict[str, Any]:
    """Return the instrument as plain JSON values, without keys at their default."""
    plain = msgspec.to_builtins(instrument_part(instrument))
    return {key: _plain(value) for key, value in plain.items()}


def from_document(document: Mapping[str, Any]) -> Instrument:
    """Return the instrument that a document describes, after every check.

    Raises
    ------
    InstrumentError
        With all problems together.
    """
    plain = dict(document) if isinstance(document, Mapping) else document
    return read_document(plain, "document", {})


def read_document(document: object, name: str, lines: Mapping[Path, int]) -> Instrument:
    """Do the work of `from_document`, saying the lines of a file where known."""
    part, misshapen = read_shape(document)
    # What hangs on a misshapen value is not judged: whatever were said would speak of
    # the neutral value that stands in for it.
    hidden = {flaw.hides for flaw in misshapen}
    flaws = [*misshapen]
    flaws += [flaw for flaw in find_flaws(part) if not _inside(flaw.path, hidden)]
    if flaws:
        problems = [sentence(flaw, document, lines) for flaw in _in_order(flaws, lines)]
        raise InstrumentError(name, dict.fromkeys(problems))
    return build_instrument(part)


def content_hash(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the document's canonical JSON, in hexadecimal."""
    canonical = json.dumps(
        document,
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(unicodedata.normalize("NFC", canonical).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return the value with lists for tuples, as it will come back from JSON."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _inside(path: Path, hidden: set[Path]) -> bool:
    return any(path[:length] in hidden for length in range(len(path) + 1))


def _in_order(flaws: list[Flaw], lines: Mapping[Path, int]) -> list[Flaw]:
    """Sort by line where lines are known; else keep the order of the checks."""

    def line(flaw: Flaw) -> int:
        paths = (flaw.path[:n] for n in range(len(flaw.path), -1, -1))
        return next((lines[path] for path in paths if path in lines), 0)

    return sorted(flaws, key=line)
