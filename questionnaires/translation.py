"""Reads a translation: the sentences of one instrument in one further language."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.errors import InstrumentError
from questionnaires.flaws import quoted
from questionnaires.model import LONGEST_TEXT, Instrument, Text
from questionnaires.slots import slot_problems, slots_in
from questionnaires.source import Path, Source, read_source
from questionnaires.texts import texts_of

KEYS = ("instrument", "version", "language", "texts")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What a file says, before it is held against its instrument."""

    name: str
    instrument: str
    version: int
    language: str
    texts: Mapping[str, str]
    lines: Mapping[Path, int]

    def check(self, instrument: Instrument) -> None:
        """Refuse sentences that the instrument does not have, or that lost a slot.

        Raises
        ------
        InstrumentError
            With every problem of the file.
        """
        problems = list(self._problems(instrument))
        if problems:
            raise InstrumentError(self.name, problems)

    def _problems(self, instrument: Instrument) -> Iterator[str]:
        if self.language in instrument.languages:
            yield f"{self.language} is a language of the instrument itself"
        if "title" not in self.texts:
            yield "the title is not translated; it tells the language of a form"
        known = texts_of(instrument)
        for key, words in self.texts.items():
            line = self.lines.get(("texts", key), 1)
            if key not in known:
                yield f"line {line}: the instrument has no text {quoted(key)}"
                continue
            for flaw in _flaws(words, known[key]):
                yield f"line {line}: {key}: {flaw}"


def _flaws(words: str, original: Text) -> Iterator[str]:
    if len(words) > LONGEST_TEXT:
        yield f"more than {LONGEST_TEXT} characters"
    if unicodedata.normalize("NFC", words) != words:
        yield "not in Unicode form NFC"
    yield from slot_problems(words)
    for slot in sorted(slots_in(next(iter(original.values()))) - slots_in(words)):
        yield f"the slot {{{slot}}} is missing"


def read_translation(raw: bytes, name: str) -> Translation:
    """Return what a translation file says; `name` stands in what an error says.

    A key without words is a sentence that nobody has translated yet.

    Raises
    ------
    InstrumentError
        If the file is not a translation.
    """
    source = read_source(raw, name)
    problems = list(_shape_problems(source))
    if problems:
        raise InstrumentError(name, problems)
    document = source.document
    texts = document["texts"] or {}
    return Translation(
        name=name,
        instrument=document["instrument"],
        version=document["version"],
        language=document["language"],
        texts={key: _words(value) for key, value in texts.items() if _words(value)},
        lines=source.lines,
    )


def _words(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _shape_problems(source: Source) -> Iterator[str]:
    document = source.document
    if not isinstance(document, dict):
        yield f"the file must hold the keys {', '.join(KEYS)}"
        return
    for key in (*KEYS, *document):
        if (key in KEYS) != (key in document):
            yield f"the key {quoted(key)} is {'missing' if key in KEYS else 'unknown'}"
    for key, kind in (("instrument", str), ("language", str), ("version", int)):
        if key in document and not isinstance(document[key], kind):
            yield f"{key} is {quoted(document[key])}"
    yield from _texts_problems(document.get("texts"), source.lines)


def _texts_problems(texts: Any, lines: Mapping[Path, int]) -> Iterator[str]:
    if texts is not None and not isinstance(texts, dict):
        yield "texts must hold a sentence for each key"
        return
    for key, value in (texts or {}).items():
        if isinstance(value, dict | list):
            line = lines.get(("texts", key), 1)
            yield f"line {line}: {quoted(key)} holds more than a sentence"
