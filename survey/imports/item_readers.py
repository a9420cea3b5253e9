"""Turns the cells of a row into the answer to one item."""

import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from questionnaires import Answer, Instrument, Item, ItemType, read_answers
from questionnaires.model import LONGEST_TEXT
from survey.imports.cells import BadCell, Fault, some_of
from survey.imports.mapping import ItemPart

# Programs of statistics write whole numbers as 5.0.
_WHOLE = re.compile(r"([+-]?[0-9]+)[.,]0+")
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Reading:
    """What a cell means: an answer, none, not asked, or why it cannot be read."""

    answer: Answer | None = None
    not_asked: bool = False
    fault: Fault | None = None


BLANK = Reading()
ASKED_NOT = Reading(not_asked=True)

ItemReader = Callable[[int, Sequence[str]], Reading]
"""Reads an item from a row's number and cells."""

Report = Callable[[BadCell], None]


def word_of(cell: str) -> str:
    """Return a cell's word as the mapping may write it."""
    return unicodedata.normalize("NFC", cell).strip()


def whole(word: str) -> str:
    """Return 5 for 5.0, and any other word as it is."""
    return _WHOLE.sub(r"\1", word) if _WHOLE.fullmatch(word) else word


class CellReader:
    """Reads single cells of one item, by its recodes and the instrument's rules."""

    def __init__(
        self, instrument: Instrument, item: Item, part: ItemPart, missing: Sequence[str]
    ) -> None:
        self._instrument = instrument
        self._item = item
        self._recode = part.recode
        self._missing = frozenset([*part.missing, *missing, ""])
        self._known = self._missing | part.recode.keys()
        # The same few cells come in every row.
        self._remembered: dict[str, Reading] = {}

    def __call__(self, cell: str) -> Reading:
        reading = self._remembered.get(cell)
        if reading is None:
            reading = self._read(word_of(cell))
            if len(self._remembered) < MOST_REMEMBERED:
                self._remembered[cell] = reading
        return reading

    def _read(self, word: str) -> Reading:
        # A cell is known by what it says, and 99.0 says what 99 does.
        if self._item.type is not ItemType.TEXT and word not in self._known:
            word = whole(word)
        if word in self._missing:
            return BLANK
        code = self._recode.get(word)
        if isinstance(code, str):
            return BLANK if code == "blank" else ASKED_NOT
        answers, problems = read_answers(
            self._instrument,
            {self._item.id: [word if code is None else str(code)]},
            items=[self._item],
            complete=False,
        )
        if problems:
            return Reading(fault=Fault(problems[0].kind))
        return Reading(answers.get(self._item.id))


def item_reader(
    instrument: Instrument,
    item: Item,
    part: ItemPart,
    *,
    missing: Sequence[str],
    indexes: Mapping[str, int],
    report: Report,
) -> ItemReader:
    """Return what reads this item from a row; refused cells go to `report`."""
    if part.options:
        return _OptionsReader(part, missing, indexes, report)
    read = CellReader(instrument, item, part, missing)
    detail = {
        "codes": some_of(option.code for option in item.options),
        "low": item.low,
        "high": item.high,
        "longest": item.longest or LONGEST_TEXT,
    }
    cells = [
        _OneCell(read, name, indexes[name], detail, report)
        for name in part.all_columns()
    ]
    return _SeveralCells(cells) if part.columns else cells[0]


class _OneCell:
    """Reads an item from one cell."""

    def __init__(
        self,
        read: CellReader,
        name: str,
        index: int,
        detail: Mapping[str, object],
        report: Report,
    ) -> None:
        self._read = read
        self._name = name
        self._index = index
        self._detail = detail
        self._report = report

    def __call__(self, row: int, cells: Sequence[str]) -> Reading:
        cell = cells[self._index]
        reading = self._read(cell)
        if reading.fault is not None:
            self._report(BadCell(row, self._name, cell, reading.fault, self._detail))
        return reading


class _SeveralCells:
    """Reads a multiple item whose cells each hold the code of one option."""

    def __init__(self, cells: Sequence[_OneCell]) -> None:
        self._cells = cells

    def __call__(self, row: int, cells: Sequence[str]) -> Reading:
        readings = [read(row, cells) for read in self._cells]
        chosen = {code for each in readings for code in _codes(each.answer)}
        if chosen:
            return Reading(tuple(sorted(chosen)))
        return next((each for each in readings if each is not BLANK), BLANK)


class _OptionsReader:
    """Reads a multiple item that has a yes-or-no column for each option.

    Nothing is chosen where a cell is empty and another of the item is filled;
    where all are empty, nothing was answered.
    """

    def __init__(
        self,
        part: ItemPart,
        missing: Sequence[str],
        indexes: Mapping[str, int],
        report: Report,
    ) -> None:
        self._columns = [
            (int(code), name, indexes[name]) for code, name in part.options.items()
        ]
        self._chosen: Container[str] = frozenset(part.chosen)
        self._not_chosen: Container[str] = frozenset(part.not_chosen)
        self._missing: Container[str] = frozenset([*part.missing, *missing, ""])
        self._report = report
        self._detail = {
            "chosen": some_of(part.chosen),
            "not_chosen": some_of(part.not_chosen),
        }

    def __call__(self, row: int, cells: Sequence[str]) -> Reading:
        chosen, filled, fault = [], False, None
        for code, name, index in self._columns:
            word = whole(word_of(cells[index]))
            if word in self._chosen:
                chosen.append(code)
                filled = True
            elif word in self._not_chosen:
                filled = True
            elif word not in self._missing:
                fault = Fault.NEITHER
                value = cells[index]
                self._report(BadCell(row, name, value, fault, self._detail))
        if fault is not None:
            return Reading(fault=fault)
        return Reading(tuple(sorted(chosen))) if filled else BLANK


def _codes(answer: Answer | None) -> tuple[int, ...]:
    return answer if isinstance(answer, tuple) else ()
