"""Reads where a row belongs: unit, period, stratum, cluster and weight."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from survey.imports.cells import BadCell, Fault, some_of
from survey.imports.item_readers import Report, word_of
from survey.imports.mapping import MappingPart, as_list
from survey.imports.mapping.schema import StretchPart
from survey.imports.rows import Place

ONE_STRATUM = "all"

# Where the comma is the decimal sign, a point would part thousands.
_COMMA_FOR_POINT = str.maketrans(",.", ".,")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?")


def numbered_periods(part: MappingPart) -> list[tuple[str, StretchPart]]:
    """Return the periods in order, each with the cell that names it."""
    if part.period is None:
        whole = StretchPart(starts_on=part.wave.opens_on, ends_on=part.wave.closes_on)
        return [("", whole)]
    return sorted(part.period.values.items(), key=lambda each: each[1].starts_on)


class PlaceReader:
    """Reads the columns that are not answers; refused cells go to `report`."""

    def __init__(
        self,
        part: MappingPart,
        indexes: Mapping[str, int],
        *,
        is_unit: Callable[[str], bool],
        report: Report,
    ) -> None:
        self._part = part
        self._indexes = indexes
        self._report = report
        self._is_unit = cache(is_unit)
        self._missing = frozenset([*part.missing, ""])
        self._periods = {
            word: number for number, (word, _) in enumerate(numbered_periods(part))
        }

    def read(self, row: int, cells: Sequence[str]) -> Place | None:
        """Return where the row belongs, or nothing if a cell was refused."""
        unit = self._unit(row, cells)
        period = self._period(row, cells)
        weight = self._weight(row, cells)
        stratum = self._label(self._part.stratum, row, cells)
        cluster = self._label(self._part.cluster, row, cells)
        if unit is None or period is None or weight is None:
            return None
        if stratum is None or cluster is None:
            return None
        return Place(
            unit=unit,
            period=period,
            stratum=stratum or ONE_STRATUM,
            cluster=cluster or None,
            weight=weight,
        )

    def _unit(self, row: int, cells: Sequence[str]) -> str | None:
        agency = self._part.agency
        if agency.column is None:
            return agency.unit
        if agency.units:
            code = agency.units.get(word_of(cells[self._indexes[agency.column]]))
            if code is None:
                shown = {"units": some_of(agency.units)}
                self._refuse(row, agency.column, cells, Fault.UNKNOWN_UNIT, shown)
            return code
        word = self._word(agency.column, row, cells)
        if word is None or word in self._part.new_units or self._is_unit(word):
            return word
        self._refuse(row, agency.column, cells, Fault.UNKNOWN_CODE_OF_UNIT)
        return None

    def _period(self, row: int, cells: Sequence[str]) -> int | None:
        period = self._part.period
        if period is None:
            return 0
        number = self._periods.get(word_of(cells[self._indexes[period.column]]))
        if number is None:
            shown = {"periods": some_of(period.values)}
            self._refuse(row, period.column, cells, Fault.UNKNOWN_PERIOD, shown)
        return number

    def _weight(self, row: int, cells: Sequence[str]) -> float | None:
        column = self._part.weight
        if column is None:
            return 1.0
        word = self._word(column, row, cells)
        if word is None:
            return None
        decimal = self._part.csv.decimal
        weight = _number(word, decimal)
        if weight > 0:
            return weight
        self._refuse(row, column, cells, Fault.NOT_A_WEIGHT, {"decimal": decimal})
        return None

    def _label(
        self, columns: str | tuple[str, ...], row: int, cells: Sequence[str]
    ) -> str | None:
        """Return the words of the columns as one label; empty without columns."""
        words = [self._word(column, row, cells) for column in as_list(columns)]
        if None in words:
            return None
        return " / ".join(word for word in words if word is not None)

    def _word(self, column: str, row: int, cells: Sequence[str]) -> str | None:
        word = word_of(cells[self._indexes[column]])
        if word not in self._missing:
            return word
        self._refuse(row, column, cells, Fault.BLANK)
        return None

    def _refuse(
        self,
        row: int,
        column: str,
        cells: Sequence[str],
        fault: Fault,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        value = cells[self._indexes[column]]
        self._report(BadCell(row, column, value, fault, detail or {}))


def _number(word: str, decimal: str) -> float:
    """Return the number that is written so; 0 where it is none."""
    if decimal == ",":
        word = word.translate(_COMMA_FOR_POINT)
    return float(word) if _NUMBER.fullmatch(word) else 0.0
