"""Tables that come from spreadsheets and go to them."""

import csv
from collections.abc import Sequence
from io import StringIO

from survey.errors import TableNotReadable
from survey.i18n import gettext as _

BYTE_ORDER_MARK = "\ufeff"  # without it Excel does not read UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate
FURTHER = "further"  # the key of cells beyond the last column


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def open_table(content: bytes, columns: Sequence[str]) -> "csv.DictReader[str]":
    """Return the lines of a file; spreadsheets of Vietnam part cells by semicolons.

    A short line has empty cells; a line with more cells than columns has `FURTHER`.

    Raises
    ------
    TableNotReadable
        If it is not UTF-8 or has other columns.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise TableNotReadable(
            _("the file is not in UTF-8; save it as “CSV UTF-8”")
        ) from failure
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(
        StringIO(text.replace("\0", ""), newline=""),
        delimiter=delimiter,
        restval="",
        restkey=FURTHER,
    )
    if tuple(reader.fieldnames or ()) != tuple(columns):
        listed = ", ".join(columns)
        raise TableNotReadable(
            _("line 1: the columns must be %(columns)s", columns=listed)
        )
    return reader


def at_line(number: int, problem: str) -> str:
    """Return a problem with the line it is in."""
    return _("line %(number)s: %(problem)s", number=number, problem=problem)
