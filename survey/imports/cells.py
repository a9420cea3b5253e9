"""A cell that cannot be taken in: where it is, what it holds, what belongs there."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from survey.i18n import gettext as _

LONGEST_SHOWN = 40
MOST_CODES_SHOWN = 24


class Fault(StrEnum):
    """Why a cell is refused. The first five are those of any form."""

    UNKNOWN_CODE = "unknown_code"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NEITHER = "neither"
    NOT_ASKED = "not_asked"
    BLANK = "blank"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_CODE_OF_UNIT = "unknown_code_of_unit"
    UNKNOWN_PERIOD = "unknown_period"
    NOT_A_WEIGHT = "not_a_weight"
    CELL_COUNT = "cell_count"


@dataclass(frozen=True)
class BadCell:
    """One refused cell; `str()` of it is a sentence for the officer who mends it.

    The row is numbered as a spreadsheet does: the header is row 1.
    """

    row: int
    column: str
    value: str
    fault: Fault
    detail: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        expected = _EXPECTED[self.fault](self.detail)
        if self.fault is Fault.CELL_COUNT:
            return _("Row %(row)s: %(expected)s", row=self.row, expected=expected)
        return _(
            "Row %(row)s, column “%(column)s”: “%(value)s”. %(expected)s",
            row=self.row,
            column=self.column,
            value=shown(self.value),
            expected=expected,
        )


def shown(value: str) -> str:
    """Return a cell as it may be printed: short, and nothing in it invisible."""
    cut = value[: LONGEST_SHOWN + 1]
    safe = "".join(mark if _is_visible(mark) else _escape(mark) for mark in cut)
    return safe if len(safe) <= LONGEST_SHOWN else safe[:LONGEST_SHOWN] + "…"


def some_of(words: Iterable[object]) -> str:
    """Return the words in a row, the first of them where they are many."""
    listed = [str(word) for word in words]
    more = ["…"] if len(listed) > MOST_CODES_SHOWN else []
    return ", ".join([*listed[:MOST_CODES_SHOWN], *more])


def _is_visible(mark: str) -> bool:
    return mark == " " or unicodedata.category(mark)[0] not in "CZ"


def _escape(mark: str) -> str:
    return mark.encode("unicode_escape").decode("ascii")


Detail = Mapping[str, Any]


def _one_of_codes(detail: Detail) -> str:
    return _("Expected one of %(codes)s.", **detail)


def _number(detail: Detail) -> str:
    return _("Expected a whole number from %(low)s to %(high)s.", **detail)


def _shorter(detail: Detail) -> str:
    return _("Expected at most %(longest)s characters.", **detail)


def _text(detail: Detail) -> str:
    return _("Expected text without control characters.")


def _chosen_or_not(detail: Detail) -> str:
    return _(
        "Expected %(chosen)s (chosen) or %(not_chosen)s (not chosen).",
        **detail,
    )


def _not_asked(detail: Detail) -> str:
    return _("Expected an empty cell: after these answers this is not asked.")


def _something(detail: Detail) -> str:
    return _("This cell may not be empty.")


def _unit(detail: Detail) -> str:
    return _("Expected one of the units of the mapping: %(units)s.", **detail)


def _code_of_unit(detail: Detail) -> str:
    return _(
        "Expected the code of a unit. A spreadsheet drops the zeros that a code "
        "begins with."
    )


def _period(detail: Detail) -> str:
    return _("Expected one of the periods of the mapping: %(periods)s.", **detail)


def _weight(detail: Detail) -> str:
    return _("Expected a weight: a number above 0, such as 0%(decimal)s75.", **detail)


def _cells(detail: Detail) -> str:
    return _("%(found)s cells, but the header has %(wanted)s.", **detail)


_EXPECTED: dict[Fault, Callable[[Detail], str]] = {
    Fault.UNKNOWN_CODE: _one_of_codes,
    Fault.NOT_A_NUMBER: _number,
    Fault.OUT_OF_RANGE: _number,
    Fault.TOO_LONG: _shorter,
    Fault.NOT_TEXT: _text,
    Fault.NEITHER: _chosen_or_not,
    Fault.NOT_ASKED: _not_asked,
    Fault.BLANK: _something,
    Fault.UNKNOWN_UNIT: _unit,
    Fault.UNKNOWN_CODE_OF_UNIT: _code_of_unit,
    Fault.UNKNOWN_PERIOD: _period,
    Fault.NOT_A_WEIGHT: _weight,
    Fault.CELL_COUNT: _cells,
}
