"""What was read of a file, held tightly: a code takes four bytes, not an object.

Nothing is written before the last row was read without a fault, so all rows wait
here. A hundred thousand rows of forty items take about twenty megabytes.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from questionnaires import (
    CHOSEN,
    NOT_ASKED,
    NOT_CHOSEN,
    Instrument,
    ItemType,
    StoredItem,
    stored_items,
)
from survey.imports.item_readers import Reading
from survey.imports.mapping import Mapping

NOTHING = -2
"""Stands for a blank in the arrays; it is never stored."""


class Labels:
    """Words that return in many rows, each kept once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.words: list[str] = []

    def number(self, word: str) -> int:
        """Return the number that stands for the word."""
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = len(self.words)
            self.words.append(word)
        return known


@dataclass(frozen=True)
class Place:
    """Where a row belongs: its unit, its period, and its part of the sample."""

    unit: str
    period: int
    stratum: str
    cluster: str | None
    weight: float


@dataclass(frozen=True)
class FreeText:
    """Words that go to the comments, cut from the row they stood in."""

    unit: str
    item_id: str
    words: str


@dataclass(frozen=True)
class ItemCount:
    """How often an item was answered, how often not, and why."""

    item_id: str
    answered: int
    missing: int
    blank: int
    not_asked: int


@dataclass
class Rows:
    """All rows of a file, in arrays of one entry a row."""

    columns: tuple[StoredItem, ...]
    text_items: tuple[str, ...] = ()
    codes: "array[int]" = field(default_factory=lambda: array("i"))
    units: Labels = field(default_factory=Labels)
    strata: Labels = field(default_factory=Labels)
    clusters: Labels = field(default_factory=Labels)
    unit_of: "array[int]" = field(default_factory=lambda: array("i"))
    period_of: "array[int]" = field(default_factory=lambda: array("i"))
    stratum_of: "array[int]" = field(default_factory=lambda: array("i"))
    cluster_of: "array[int]" = field(default_factory=lambda: array("i"))
    weight_of: "array[float]" = field(default_factory=lambda: array("d"))
    texts: list[FreeText] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.unit_of)

    def add(self, place: Place, readings: dict[str, Reading]) -> None:
        """Keep one row."""
        self.unit_of.append(self.units.number(place.unit))
        self.period_of.append(place.period)
        self.stratum_of.append(self.strata.number(place.stratum))
        self.cluster_of.append(
            NOTHING if place.cluster is None else self.clusters.number(place.cluster)
        )
        self.weight_of.append(place.weight)
        self.codes.extend(
            [_code(column, readings[column.item_id]) for column in self.columns]
        )
        for item_id in self.text_items:
            words = readings[item_id].answer
            if isinstance(words, str):
                self.texts.append(FreeText(place.unit, item_id, words))

    def codes_of(self, row: int) -> Sequence[int]:
        """Return the codes of a row, in the order of the columns."""
        width = len(self.columns)
        return self.codes[row * width : (row + 1) * width]


def stored_columns(mapping: Mapping) -> tuple[StoredItem, ...]:
    """Return the stored items that the file has answers to."""
    return tuple(
        column
        for column in stored_items(mapping.instrument)
        if column.item_id in mapping.items
    )


def text_items(mapping: Mapping) -> tuple[str, ...]:
    """Return the items whose answers are words, which are no stored items."""
    items = mapping.instrument.items()
    return tuple(
        item.id
        for item in items
        if item.id in mapping.items and item.type is ItemType.TEXT
    )


def _code(column: StoredItem, reading: Reading) -> int:
    answer = reading.answer
    if isinstance(answer, int):
        return answer
    if isinstance(answer, tuple):
        return CHOSEN if column.option in answer else NOT_CHOSEN
    return NOT_ASKED if reading.not_asked else NOTHING


def item_counts(instrument: Instrument, rows: Rows) -> Iterator[ItemCount]:
    """Count answers by stored item, for a look at what a mapping makes of a file."""
    width = len(rows.columns)
    for number, column in enumerate(rows.columns):
        counts = Counter(rows.codes[number::width])
        item = instrument.item(column.item_id)
        blank, not_asked = counts.pop(NOTHING, 0), counts.pop(NOT_ASKED, 0)
        missing = 0
        if item.type is not ItemType.MULTIPLE:
            missing = sum(counts.pop(code, 0) for code in item.missing_codes)
        yield ItemCount(column.code, counts.total(), missing, blank, not_asked)
