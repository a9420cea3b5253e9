"""Reading a file of units: all problems at once, all rows or none."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey.agencies.errors import UnitsNotReadable
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit
from survey.database import session

COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One line of a file of units."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None
    valid_from: date
    valid_to: date | None


def load_units(path: Path) -> int:
    """Add the units of the file that are not known yet; return how many.

    Parents stand above their children in the file.

    Raises
    ------
    UnitsNotReadable
        With every unsound line; then nothing is added.
    """
    rows = read_units(path)
    added = 0
    for row in rows:
        if find_unit(row.code) is None:
            session().add(_unit(row))
            session().flush()  # the next row may be a child of this one
            added += 1
    return added


def _unit(row: UnitRow) -> Unit:
    parent = find_unit(row.parent) if row.parent else None
    return Unit(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent_id=parent.id if parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def read_units(path: Path) -> list[UnitRow]:
    """Return the lines of the file, checked."""
    rows: list[UnitRow] = []
    problems: list[str] = []
    known: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise UnitsNotReadable(
                [f"line 1: the columns must be {', '.join(COLUMNS)}"]
            )
        for line in reader:
            found = list(_problems(line, known))
            problems += [f"line {reader.line_num}: {problem}" for problem in found]
            known.add(line["code"])
            if not found:
                rows.append(_row(line))
    if problems:
        raise UnitsNotReadable(problems)
    return rows


def _problems(line: Mapping[str, str], known: set[str]) -> Iterator[str]:
    if not line["code"] or not line["name"]:
        yield "code and name may not be empty"
    if line["code"] in known:
        yield f"the code {line['code']} stands twice"
    if line["kind"] not in set(UnitKind):
        yield f"no kind of unit is called {line['kind']}"
    if line["parent"] and line["parent"] not in known:
        yield f"the parent {line['parent']} does not stand above"
    for column in ("valid_from", "valid_to"):
        if not _is_day(line[column], may_be_empty=column == "valid_to"):
            yield f"{column} must be a day such as 2025-07-01"


def _is_day(text: str | None, *, may_be_empty: bool) -> bool:
    if not text:
        return may_be_empty
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _row(line: Mapping[str, str]) -> UnitRow:
    return UnitRow(
        code=line["code"],
        # hòa and hoà, composed and decomposed: one spelling in the database
        name=unicodedata.normalize("NFC", line["name"].strip()),
        kind=UnitKind(line["kind"]),
        parent=line["parent"] or None,
        valid_from=date.fromisoformat(line["valid_from"]),
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
    )
