"""Reading a file of finished visits: what can be used, and what is wrong, by line.

Nothing of it is stored here, and no message names an address.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from survey.agencies.models import Unit
from survey.agencies.search import without_marks
from survey.channels import Channel
from survey.contacts import NotReachable, normal_email, normal_phone
from survey.i18n import VIETNAMESE
from survey.i18n import gettext as _
from survey.invitations.errors import LineNotUsable, VisitsNotReadable

OLDEST = timedelta(days=14)  # who was served longer ago has forgotten it
NAMES = {
    "visited_on": ("visited on", "ngay", "ngay tra ket qua"),
    "office": ("office", "don vi", "co quan", "ma don vi"),
    "phone": ("phone", "dien thoai", "so dien thoai"),
    "email": ("email", "e mail", "thu dien tu"),
    "language": ("language", "ngon ngu"),
}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody who was served, and how she is reached."""

    unit: Unit
    visited_on: date
    channel: Channel
    address: str
    language: str


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used, and what to do about it."""

    number: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a line is measured against."""

    units: Sequence[Unit]
    today: date
    last_day: date  # of the wave
    after: timedelta
    phones: Channel  # what telephone numbers are written to by


def read_visits(
    file: bytes, rules: Rules, *, at_most: int
) -> tuple[list[Visit], list[BadLine]]:
    """Return the visits of a CSV file, and the lines that cannot be used.

    Raises
    ------
    VisitsNotReadable
        If it is no such file at all.
    """
    lines = csv.reader(io.StringIO(_text(file), newline=""), _dialect(file))
    columns: dict[str, int] | None = None
    visits: list[Visit] = []
    bad: list[BadLine] = []
    for number, cells in _filled(lines):
        if columns is None:
            columns = _columns(cells)
            continue
        if len(visits) + len(bad) == at_most:
            raise VisitsNotReadable(
                _("It has more than %(n)s lines. Divide it.", n=at_most)
            )
        try:
            visits.append(_visit(_row(cells, columns), rules))
        except LineNotUsable as reason:
            bad.append(BadLine(number, str(reason)))
    if columns is None:
        raise VisitsNotReadable(_("It is empty."))
    return visits, bad


def _text(file: bytes) -> str:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        advice = _("Save it from the spreadsheet as “CSV UTF-8”.")
        raise VisitsNotReadable(advice) from reason
    if "\0" in text:
        raise VisitsNotReadable(_("Save it from the spreadsheet as “CSV UTF-8”."))
    return text


def _dialect(file: bytes) -> type[csv.Dialect]:
    """Return how the file divides its cells: spreadsheets do as the country does."""
    first = file.split(b"\n", 1)[0].decode("utf-8", "replace")

    class Divided(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Divided


def _filled(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield lines.line_num, cells  # type: ignore[attr-defined]
    except csv.Error as reason:
        advice = _("Save it from the spreadsheet as “CSV UTF-8”.")
        raise VisitsNotReadable(advice) from reason


def _columns(heads: Sequence[str]) -> dict[str, int]:
    known = {other: name for name, others in NAMES.items() for other in others}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        plain = re.sub(r"[\s_-]+", " ", without_marks(head)).strip()
        if plain in known:
            found.setdefault(known[plain], place)
    if not {"visited_on", "office"} <= found.keys() or not {"phone", "email"} & set(
        found
    ):
        raise VisitsNotReadable(
            _(
                "Its first line must name the columns visited_on, office, and phone "
                "or email."
            )
        )
    return found


def _row(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {
        name: cells[columns[name]].strip()
        if name in columns and columns[name] < len(cells)
        else ""
        for name in NAMES
    }


def _visit(row: Mapping[str, str], rules: Rules) -> Visit:
    visited_on = _day(row["visited_on"])
    _check_day(visited_on, rules)
    channel, address = _contact(row, rules.phones)
    return Visit(
        unit=_unit(row["office"], rules.units),
        visited_on=visited_on,
        channel=channel,
        address=address,
        language=row["language"].lower()[:8] or VIETNAMESE,
    )


def _day(typed: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    raise LineNotUsable(
        _("Write the day of the visit such as 2026-11-05 or 05/11/2026.")
    )


def _check_day(visited_on: date, rules: Rules) -> None:
    if visited_on > rules.today:
        raise LineNotUsable(_("The day of the visit lies in the future. Correct it."))
    if visited_on < rules.today - OLDEST:
        raise LineNotUsable(
            _("The visit was more than 14 days ago. Leave this line out.")
        )
    if max(visited_on + rules.after, rules.today) >= rules.last_day:
        raise LineNotUsable(_("The wave ends before she could answer. Leave it out."))


def _unit(typed: str, units: Sequence[Unit]) -> Unit:
    plain = " ".join(without_marks(typed).split())
    by_code = [unit for unit in units if unit.code == typed]
    found = by_code or [
        unit for unit in units if " ".join(without_marks(unit.name).split()) == plain
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise LineNotUsable(
            _("Several offices have this name. Write the code instead.")
        )
    raise LineNotUsable(
        _("No office of this wave has this code or name. Compare it with the wave.")
    )


def _contact(row: Mapping[str, str], phones: Channel) -> tuple[Channel, str]:
    """Return the telephone number where it is good, else the e-mail address."""
    try:
        return phones, normal_phone(row["phone"], mobile=True)
    except NotReachable:
        pass
    try:
        return Channel.EMAIL, normal_email(row["email"])
    except NotReachable:
        pass
    if row["phone"] or row["email"]:
        raise LineNotUsable(
            _(
                "Neither a mobile number of Viet Nam nor an e-mail address. Correct "
                "it; format the column as text in the spreadsheet."
            )
        )
    raise LineNotUsable(_("No number and no e-mail address. Leave this line out."))
