"""Reads a mapping file and the instrument it names: bytes, schema, checks, model."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from questionnaires import Instrument, InstrumentError, load_instrument
from questionnaires.flaws import Flaw, sentence
from questionnaires.source import Source, read_source
from survey.imports.errors import MappingNotSound
from survey.imports.mapping.checks import find_flaws
from survey.imports.mapping.schema import ItemPart, MappingPart
from survey.imports.mapping.shape import read_shape


@dataclass(frozen=True)
class Mapping:
    """A sound mapping, with the instrument whose items it fills."""

    part: MappingPart
    instrument: Instrument
    sha256: str

    @cached_property
    def items(self) -> dict[str, ItemPart]:
        """Where each mapped item is read from, in the order of the instrument."""
        return {
            item.id: item_part(self.part.items[item.id])
            for item in self.instrument.items()
            if item.id in self.part.items
        }

    @property
    def language(self) -> str:
        """The language in which the respondents were asked."""
        return self.part.language or self.instrument.languages[0]

    def columns(self) -> tuple[str, ...]:
        """Return every column that the file must have, each once."""
        part = self.part
        named = [part.agency.column, part.weight, *as_list(part.stratum)]
        named += as_list(part.cluster)
        named += [part.period.column] if part.period else []
        named += part.skip_rows_when_blank
        for item in self.items.values():
            named += item.all_columns()
        return tuple(dict.fromkeys(name for name in named if name is not None))


def item_part(written: str | ItemPart) -> ItemPart:
    """Return the full form of an item that may be written as a column's name."""
    return ItemPart(column=written) if isinstance(written, str) else written


def as_list(columns: str | tuple[str, ...]) -> list[str]:
    """Return the columns of a key that takes one name or several."""
    return [columns] if isinstance(columns, str) else list(columns)


def load_mapping(path: Path) -> Mapping:
    """Return the mapping that the YAML file at `path` describes.

    Raises
    ------
    MappingNotSound
        With every problem, each with its line and place: of the file's form, of its
        values, of the instrument it names, and of how the two fit.
    """
    try:
        raw = path.read_bytes()
        source = read_source(raw, str(path))
    except OSError as error:
        raise MappingNotSound(str(path), [str(error.strerror or error)]) from error
    except InstrumentError as error:
        raise MappingNotSound(str(path), error.problems) from error
    part, flaws = read_shape(source.document)
    instrument, problems = _instrument(path, source)
    if part is not None and instrument is not None:
        flaws += find_flaws(part, instrument)
    problems = [*_sentences(flaws, source), *problems]
    if part is None or instrument is None or problems:
        raise MappingNotSound(str(path), problems)
    return Mapping(part, instrument, hashlib.sha256(raw).hexdigest())


def _instrument(path: Path, source: Source) -> tuple[Instrument | None, list[str]]:
    """Return the instrument that the mapping names, or what is wrong with it."""
    document = source.document
    name = document.get("instrument") if isinstance(document, dict) else None
    if not isinstance(name, str):
        return None, []  # the schema has said so
    try:
        return load_instrument(path.parent / name), []
    except InstrumentError as error:
        line = source.lines.get(("instrument",), 1)
        found = [f"line {line}: instrument: {name} is not usable:"]
        return None, [*found, *(f"  {problem}" for problem in error.problems)]


def _sentences(flaws: list[Flaw], source: Source) -> list[str]:
    lines = source.lines

    def line(flaw: Flaw) -> int:
        paths = (flaw.path[:n] for n in range(len(flaw.path), -1, -1))
        return next((lines[path] for path in paths if path in lines), 0)

    ordered = sorted(flaws, key=line)
    return list(
        dict.fromkeys(sentence(flaw, source.document, lines) for flaw in ordered)
    )
