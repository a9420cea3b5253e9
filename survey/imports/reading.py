"""Reads a whole file by its mapping: all rows, or every cell that stands in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from survey.imports.cells import BadCell, Fault
from survey.imports.encodings import examine
from survey.imports.errors import FileHasChanged, FileHasNoRows
from survey.imports.item_readers import ItemReader, Report, item_reader, word_of
from survey.imports.mapping import Mapping
from survey.imports.places import PlaceReader
from survey.imports.rows import Rows, stored_columns, text_items
from survey.imports.skips import SkipRules
from survey.imports.table import Table

STEP = 1_000
"""How many rows are read between two reports of progress."""


@dataclass(frozen=True)
class Outcome:
    """What reading a file came to."""

    rows: Rows
    refused: int
    skipped: int
    blank_lines: int
    sha256: str


def read_file(
    mapping: Mapping,
    file: BinaryIO,
    *,
    is_unit: Callable[[str], bool],
    report: Report,
    at_byte: Callable[[int], None] = lambda position: None,
) -> Outcome:
    """Read every row of the file.

    Parameters
    ----------
    is_unit
        Says whether a code belongs to a unit that is known already.
    report
        Takes each refused cell as it is found.
    at_byte
        Is told from time to time how far into the file the reading is.

    Raises
    ------
    ImportRefused
        If the file cannot be read as rows of cells at all.
    """
    text = examine(file, mapping.part.csv.encoding)
    table = Table(file, text, mapping.part.csv.separator)
    try:
        reader = _RowReader(mapping, table, is_unit=is_unit, report=report)
        for number, (row, cells) in enumerate(table.rows()):
            reader.read(row, cells)
            if number % STEP == 0:
                at_byte(table.position())
        if table.position() != text.size:
            raise FileHasChanged
    finally:
        table.release()
    if not (reader.rows or reader.refused or reader.skipped):
        raise FileHasNoRows
    return Outcome(
        rows=reader.rows,
        refused=reader.refused,
        skipped=reader.skipped,
        blank_lines=table.blank_lines,
        sha256=text.sha256,
    )


class _RowReader:
    """Takes in row after row; whatever it refuses is counted and reported."""

    def __init__(
        self,
        mapping: Mapping,
        table: Table,
        *,
        is_unit: Callable[[str], bool],
        report: Report,
    ) -> None:
        self.rows = Rows(stored_columns(mapping), text_items(mapping))
        self.refused = 0
        self.skipped = 0
        self._tell = report
        self._mapping = mapping
        self._width = len(table.header)
        self._indexes = table.indexes(mapping.columns())
        self._place = PlaceReader(
            mapping.part, self._indexes, is_unit=is_unit, report=self._report
        )
        self._items = self._item_readers()
        self._skips = SkipRules(mapping.instrument, mapping.items)
        self._missing = frozenset([*mapping.part.missing, ""])

    def read(self, row: int, cells: Sequence[str]) -> None:
        """Take in one row, or report what is wrong with it."""
        if len(cells) != self._width:
            detail = {"found": len(cells), "wanted": self._width}
            self._report(BadCell(row, "", "", Fault.CELL_COUNT, detail))
        elif self._is_skipped(cells):
            self.skipped += 1
        else:
            self._read_answers(row, cells)

    def _read_answers(self, row: int, cells: Sequence[str]) -> None:
        before = self.refused
        place = self._place.read(row, cells)
        readings = {name: read(row, cells) for name, read in self._items.items()}
        if self.refused > before:
            return
        for name in self._skips.apply(readings):
            column = self._mapping.items[name].all_columns()[0]
            value = cells[self._indexes[column]]
            self._report(BadCell(row, column, value, Fault.NOT_ASKED))
        if place is not None and self.refused == before:
            self.rows.add(place, readings)

    def _is_skipped(self, cells: Sequence[str]) -> bool:
        columns = self._mapping.part.skip_rows_when_blank
        words = (word_of(cells[self._indexes[name]]) for name in columns)
        return bool(columns) and all(word in self._missing for word in words)

    def _item_readers(self) -> dict[str, ItemReader]:
        return {
            name: item_reader(
                self._mapping.instrument,
                self._mapping.instrument.item(name),
                part,
                missing=self._mapping.part.missing,
                indexes=self._indexes,
                report=self._report,
            )
            for name, part in self._mapping.items.items()
        }

    def _report(self, cell: BadCell) -> None:
        self.refused += 1
        self._tell(cell)
