"""Every sentence in every language, with slots that can be filled."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from questionnaires.flaws import Flaw, spoken
from questionnaires.schema import InstrumentPart, Part, Words
from questionnaires.slots import slot_problems
from questionnaires.source import Path


def text_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what is wrong with any text: a translation, an empty one, a slot."""
    for path, text in _texts(instrument, ()):
        yield from _flaws_of(text, path, instrument.languages)


def _flaws_of(text: Words, path: Path, languages: tuple[str, ...]) -> Iterator[Flaw]:
    for language in languages:
        if language not in text:
            yield Flaw(path, f"there is no text in {spoken(language)}")
    for language, words in text.items():
        here = (*path, language)
        if language not in languages:
            yield Flaw(here, f"{spoken(language)} is not a language of this instrument")
        if not words.strip():
            yield Flaw(here, "the text is empty")
        for problem in slot_problems(words):
            yield Flaw(here, problem)


def _texts(part: Part, path: Path) -> Iterator[tuple[Path, Words]]:
    """Yield every text below a part, found by its type, so that none is forgotten."""
    for field in msgspec.structs.fields(type(part)):
        value, here = getattr(part, field.name), (*path, field.name)
        if value is None:
            continue
        if field.type == Words or Words in get_args(field.type):
            yield here, value
        else:
            yield from _texts_inside(value, here)


def _texts_inside(value: Any, path: Path) -> Iterator[tuple[Path, Words]]:
    if isinstance(value, Part):
        yield from _texts(value, path)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts_inside(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts_inside(entry, (*path, key))
