"""Reads what a form sent into answers, and says what cannot be one.

The kinds of problem are names; whoever shows a page makes the sentences.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.expression import Answers, evaluate
from questionnaires.model import LONGEST_TEXT, Instrument, Item, ItemType

Answer = int | tuple[int, ...] | str


class ProblemKind(StrEnum):
    """Why a value cannot be an answer."""

    REQUIRED = "required"
    UNKNOWN_CODE = "unknown_code"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    TOO_MANY = "too_many"
    UNKNOWN_ITEM = "unknown_item"


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to one item."""

    item_id: str
    kind: ProblemKind


class _RefusedError(ValueError):
    def __init__(self, kind: ProblemKind) -> None:
        self.kind = kind
        super().__init__(kind)


# [0-9] and not \d or isdigit(), which let "٣" and "³" pass.
_NUMBER = re.compile(r"[+-]?[0-9]+")
_LONGEST_NUMBER = 12


def asked_items(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """Return the items these answers lead to, in order.

    An answer to an item that is itself not asked does not count in later rules.
    """
    counted: dict[str, Answer] = {}
    asked = []
    for item in instrument.items():
        if item.ask_if is None or evaluate(item.ask_if, counted):
            asked.append(item)
            if item.id in answers:
                counted[item.id] = answers[item.id]
    return tuple(asked)


def read_answers(
    instrument: Instrument,
    raw: Mapping[str, Sequence[str]],
    *,
    items: Iterable[Item] | None = None,
    complete: bool,
    earlier: Answers | None = None,
) -> tuple[dict[str, Answer], list[Problem]]:
    """Return the answers in a form's strings, and what was wrong with the rest.

    Parameters
    ----------
    raw
        Strings by item id. Other fields of the form, such as its token, are taken
        out before: an id that is not among the items is an `UNKNOWN_ITEM`.
    items
        The items the form shows; all of the instrument by default.
    complete
        Whether required items that are asked must have an answer, and answers to
        items that are not asked are dropped.
    earlier
        Answers given on other pages, which skip rules look at; not returned.
    """
    shown = tuple(instrument.items() if items is None else items)
    answers, problems = _read_each(shown, raw)
    if complete:
        whole = {**(earlier or {}), **answers}
        asked = {item.id for item in asked_items(instrument, whole)}
        answers = {name: value for name, value in answers.items() if name in asked}
        lacking = asked - answers.keys() - {problem.item_id for problem in problems}
        problems += [
            Problem(item.id, ProblemKind.REQUIRED)
            for item in shown
            if item.required and item.id in lacking
        ]
    return answers, problems


def _read_each(
    items: tuple[Item, ...], raw: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Answer], list[Problem]]:
    known = {item.id for item in items}
    answers: dict[str, Answer] = {}
    problems = [
        Problem(name, ProblemKind.UNKNOWN_ITEM) for name in raw if name not in known
    ]
    for item in items:
        values = [value for value in raw.get(item.id, ()) if value.strip()]
        if not values:
            continue
        try:
            answers[item.id] = _read(item, values)
        except _RefusedError as refusal:
            problems.append(Problem(item.id, refusal.kind))
    return answers, problems


def _read(item: Item, values: list[str]) -> Answer:
    if item.type is ItemType.MULTIPLE:
        return tuple(sorted({_read_code(item, value) for value in values}))
    if len(values) > 1:
        raise _RefusedError(ProblemKind.TOO_MANY)
    if item.type is ItemType.NUMBER:
        return _read_number(item, values[0].strip())
    if item.type is ItemType.TEXT:
        return _read_text(item, values[0])
    return _read_code(item, values[0])


def _read_code(item: Item, value: str) -> int:
    code = item.written_codes.get(value.strip())
    if code is None:
        raise _RefusedError(ProblemKind.UNKNOWN_CODE)
    return code


def _read_number(item: Item, value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise _RefusedError(ProblemKind.NOT_A_NUMBER)
    if len(value) > _LONGEST_NUMBER:
        raise _RefusedError(ProblemKind.OUT_OF_RANGE)
    number = int(value)
    if not (item.low or 0) <= number <= (item.high or 0):
        raise _RefusedError(ProblemKind.OUT_OF_RANGE)
    return number


def _read_text(item: Item, value: str) -> str:
    longest = LONGEST_TEXT if item.longest is None else item.longest
    # NFC shortens to a quarter at most, and normalising is slow on hostile words.
    if len(value) > 4 * longest + len(value) - len(value.strip()):
        raise _RefusedError(ProblemKind.TOO_LONG)
    if any(_unprintable(value)):
        raise _RefusedError(ProblemKind.NOT_TEXT)
    words = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    if len(words) > longest:
        raise _RefusedError(ProblemKind.TOO_LONG)
    return words


def _unprintable(value: str) -> Iterator[bool]:
    """Say of each character whether it cannot be part of words.

    U+FFFD stands where a server could not decode a byte, so it means broken UTF-8.
    """
    for mark in value.replace("\r\n", "\n"):
        control = unicodedata.category(mark) in {"Cc", "Cs"} and mark not in "\n\t"
        yield control or mark == "\ufffd"
