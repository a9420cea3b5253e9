"""Reading a file of units: all problems at once, all rows or none."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

from survey.agencies.errors import UnitsNotReadable
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit
from survey.database import session
from survey.errors import TableNotReadable
from survey.i18n import gettext as _
from survey.spreadsheets import FURTHER, at_line, open_table

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

    Raises
    ------
    UnitsNotReadable
        With every unsound line; then nothing is added.
    """
    return len(add_units(read_units(path.read_bytes())))


def add_units(rows: Iterable[UnitRow]) -> list[Unit]:
    """Add the units that are not known yet; parents stand above their children."""
    added = []
    for row in rows:
        if find_unit(row.code) is None:
            unit = _unit(row)
            session().add(unit)
            session().flush()  # the next row may be a child of this one
            added.append(unit)
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


def read_units(content: bytes) -> list[UnitRow]:
    """Return the lines of a file, checked.

    Spreadsheets of Vietnam part columns by semicolons and write days as
    01/07/2025; both are read as well. A parent stands above its children, or is
    known already.

    Raises
    ------
    UnitsNotReadable
        With every unsound line.
    """
    rows: list[UnitRow] = []
    problems: list[str] = []
    known: set[str] = set()
    try:
        reader = open_table(content, COLUMNS)
    except TableNotReadable as refusal:
        raise UnitsNotReadable([str(refusal)]) from refusal
    for line in reader:
        found = list(_problems(line, known))
        problems += [at_line(reader.line_num, problem) for problem in found]
        known.add(line["code"])
        if not found:
            rows.append(_row(line))
    if problems:
        raise UnitsNotReadable(problems)
    return rows


def _problems(line: Mapping[str, str], known: set[str]) -> Iterator[str]:
    parent = line["parent"]
    if not line["code"] or not line["name"]:
        yield _("code and name may not be empty")
    if FURTHER in line:
        yield _("there are more cells than columns")
    if line["code"] in known:
        yield _("the code %(code)s stands twice", code=line["code"])
    if line["kind"] not in set(UnitKind):
        yield _("no kind of unit is called %(kind)s", kind=line["kind"])
    if parent and not _is_known(parent, known):
        yield _("the parent %(code)s does not stand above", code=parent)
    yield from _problems_of_days(line)


def _is_known(code: str, above: set[str]) -> bool:
    return code in above or find_unit(code) is not None


def _problems_of_days(line: Mapping[str, str]) -> Iterator[str]:
    days = {column: read_day(line[column]) for column in ("valid_from", "valid_to")}
    for column, day in days.items():
        if day is None and (line[column] or column == "valid_from"):
            yield _("%(column)s must be a day such as 2025-07-01", column=column)
    begins, ends = days.values()
    if begins and ends and ends < begins:
        yield _("valid_to lies before valid_from")


def read_day(text: str) -> date | None:
    """Return the day that is written as 2025-07-01 or 01/07/2025, or nothing."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _row(line: Mapping[str, str]) -> UnitRow:
    return UnitRow(
        code=line["code"],
        name=clean_name(line["name"]),
        kind=UnitKind(line["kind"]),
        parent=line["parent"] or None,
        valid_from=cast("date", read_day(line["valid_from"])),  # checked before
        valid_to=read_day(line["valid_to"]),
    )


def clean_name(name: str) -> str:
    """Return a name in one spelling: hòa, composed or decomposed, is the same."""
    return unicodedata.normalize("NFC", " ".join(name.split()))
