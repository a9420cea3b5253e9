"""Reads the file as rows of cells, a line at a time, and finds the mapped columns."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from io import TextIOWrapper
from typing import BinaryIO

from survey.imports.encodings import Text
from survey.imports.errors import (
    ColumnsMissing,
    ColumnsTwice,
    FileHasChanged,
    LineTooLong,
    QuoteOutOfPlace,
    SeparatorIsOther,
    TooManyRows,
)

LONGEST_LINE = 1 << 20
MOST_ROWS = 1_000_000

_SEPARATORS = {",": ",", ";": ";", "tab": "\t", "|": "|"}

Row = tuple[int, list[str]]
"""A row's number, as a spreadsheet counts it (the header is 1), and its cells."""


class Table:
    """The rows of a file whose bytes have been examined."""

    def __init__(self, file: BinaryIO, text: Text, separator: str) -> None:
        file.seek(text.skip)
        self._file = file
        self._text = TextIOWrapper(file, text.codec, newline="")
        self._separator = separator
        self._reader = csv.reader(
            self._lines(), delimiter=_SEPARATORS[separator], strict=True
        )
        self._row = 0
        self._head: str | None = None
        self._misread: QuoteOutOfPlace | None = None
        self.blank_lines = 0
        self.header = self._header()

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header; lines without any cell are counted."""
        while (cells := self._next()) is not None:
            if self._row > MOST_ROWS + 1:
                raise TooManyRows(MOST_ROWS)
            if cells:
                yield self._row, cells
            else:
                self.blank_lines += 1

    def indexes(self, names: Sequence[str]) -> dict[str, int]:
        """Return where each of these columns stands.

        Raises
        ------
        ImportRefused
            If a column is missing or comes twice, or the separator is another.
        """
        missing = [name for name in names if name not in self.header]
        if missing:
            raise self._missing(missing, names)
        counts = Counter(self.header)
        doubled = [name for name in names if counts[name] > 1]
        if doubled:
            raise ColumnsTwice(doubled)
        return {name: self.header.index(name) for name in names}

    def position(self) -> int:
        """Return how many bytes of the file have been taken in."""
        return self._file.tell()

    def release(self) -> None:
        """Let go of the file without closing it, which is its opener's task."""
        self._text.detach()

    def _header(self) -> list[str]:
        try:
            cells = self._next()
            while cells == []:  # an empty line above the header
                cells = self._next()
        except QuoteOutOfPlace as refusal:
            # With the wrong separator quotation marks stand amid a cell: which
            # of both is wrong, `indexes` can tell.
            self._misread = refusal
            return []
        return [unicodedata.normalize("NFC", cell).strip() for cell in cells or []]

    def _next(self) -> list[str] | None:
        begins = self._reader.line_num + 1
        self._row += 1
        try:
            return next(self._reader, None)
        except UnicodeDecodeError as error:  # it was sound a moment ago
            raise FileHasChanged from error
        except csv.Error as error:
            raise QuoteOutOfPlace(
                self._row, begins=begins, fails=self._reader.line_num
            ) from error

    def _missing(
        self, missing: list[str], names: Sequence[str]
    ) -> SeparatorIsOther | ColumnsMissing | QuoteOutOfPlace:
        fitting = [
            word
            for word, mark in _SEPARATORS.items()
            if word != self._separator and _fits(self._head or "", mark, names)
        ]
        if fitting:
            return SeparatorIsOther(self._separator, fitting)
        return self._misread or ColumnsMissing(
            {name: get_close_matches(name, self.header, n=2) for name in missing}
        )

    def _lines(self) -> Iterator[str]:
        number = 0
        while line := self._text.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                raise LineTooLong(number)
            if self._head is None and line.strip():
                self._head = line
            yield line


def _fits(head: str, mark: str, names: Sequence[str]) -> bool:
    """Say whether the first line, cut at this mark, names all the columns."""
    cells = next(csv.reader([head], delimiter=mark), [])
    return {unicodedata.normalize("NFC", cell).strip() for cell in cells}.issuperset(
        names
    )
