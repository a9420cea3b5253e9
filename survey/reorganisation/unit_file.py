"""Units as a file for spreadsheets, out and in; nothing is added unseen."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from survey.agencies.loading import COLUMNS, UnitRow, add_units, read_units
from survey.agencies.models import Unit
from survey.agencies.service import find_unit
from survey.audit.service import record
from survey.spreadsheets import BYTE_ORDER_MARK, harmless

LARGEST = 256 * 1024  # bytes; a province has a few hundred lines


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a file would do: add some units; all others are left as they are."""

    new: Sequence[UnitRow]
    same: int
    different: Sequence[UnitRow]


def preview(content: bytes) -> Preview:
    """Return what a file would do.

    Raises
    ------
    UnitsNotReadable
        With every unsound line.
    """
    new, different, same = [], [], 0
    for row in read_units(content):
        unit = find_unit(row.code)
        if unit is None:
            new.append(row)
        elif _says_the_same(unit, row):
            same += 1
        else:
            different.append(row)
    return Preview(new=new, same=same, different=different)


def _says_the_same(unit: Unit, row: UnitRow) -> bool:
    parent = unit.parent.code if unit.parent else None
    return (unit.name, unit.kind, parent) == (row.name, row.kind, row.parent)


def load(content: bytes, *, by: str) -> int:
    """Add the units of a file that are not known yet; return how many.

    Raises
    ------
    UnitsNotReadable
        With every unsound line.
    """
    added = add_units(read_units(content))
    for unit in added:
        record(by, "unit.add", f"unit:{unit.code}", kind=unit.kind.value)
    return len(added)


def write(units: Iterable[Unit]) -> str:
    """Return the file of these units, as it can be read again."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for unit in units:
        writer.writerow(
            (
                unit.code,
                harmless(unit.name),
                unit.kind.value,
                unit.parent.code if unit.parent else "",
                unit.valid_from.isoformat(),
                unit.valid_to.isoformat() if unit.valid_to else "",
            )
        )
    return BYTE_ORDER_MARK + text.getvalue()
