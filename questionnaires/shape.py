"""Reads a document into its schema, reporting every value of a wrong shape at once.

msgspec stops at the first error, which would have an author mend a file of fifty
errors in fifty runs. Here the document is walked part by part and msgspec judges the
single values; a value that cannot be read is replaced by a neutral one, so the rest
can still be judged.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from questionnaires.flaws import Flaw, spoken
from questionnaires.model import ItemType
from questionnaires.schema import InstrumentPart, Part
from questionnaires.source import DEEPEST_NESTING, Path

_LARGEST_NUMBER = 10**12

_SPOKEN = {str: "words", int: "a whole number", bool: "true or false"}
_NEUTRAL: dict[Any, Any] = {
    str: "",
    int: 0,
    bool: False,
    date: date.min,
    ItemType: ItemType.TEXT,
}


def read_shape(document: object) -> tuple[InstrumentPart, list[Flaw]]:
    """Return the document in its schema, and all values of a wrong shape."""
    flaws: list[Flaw] = []
    return _read(document, InstrumentPart, (), flaws), flaws


def _read(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    wanted, optional = _without_none(wanted)
    if value is None and optional:
        return None
    if len(path) > DEEPEST_NESTING:
        flaws.append(Flaw(path, f"more than {DEEPEST_NESTING} levels"))
        return _neutral(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Part):
        return _read_part(value, wanted, path, flaws)
    if get_origin(wanted) is tuple:
        return _read_tuple(value, get_args(wanted)[0], path, flaws)
    if get_origin(wanted) is dict:
        return _read_mapping(value, get_args(wanted)[1], path, flaws)
    if get_origin(wanted) in {Union, UnionType}:
        return _read_choice(value, wanted, path, flaws)
    return _read_value(value, wanted, path, flaws)


def _read_part(value: Any, wanted: type[Part], path: Path, flaws: list[Flaw]) -> Part:
    if not isinstance(value, dict):
        flaws.append(Flaw(path, f"expected keys and values, found {spoken(value)}"))
        return _read_part({}, wanted, path, [])  # one complaint is enough
    known = _fields(wanted)
    for key in value:
        if key not in known:
            flaws.append(Flaw((*path, str(key)), "there is no such key"))
    read = {}
    for name, field in known.items():
        if name in value:
            read[name] = _read(value[name], field.type, (*path, name), flaws)
        elif field.required:
            flaws.append(Flaw((*path, name), "is missing"))
            read[name] = _neutral(field.type)
    return wanted(**read)


@cache
def _fields(wanted: type[Part]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(wanted)}


def _read_tuple(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    if not isinstance(value, list | tuple):
        flaws.append(Flaw(path, f"expected a list, found {spoken(value)}"))
        return ()
    return tuple(
        _read(entry, wanted, (*path, index), flaws) for index, entry in enumerate(value)
    )


def _read_mapping(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    if not isinstance(value, dict):
        flaws.append(Flaw(path, f"expected keys and values, found {spoken(value)}"))
        return {}
    return {
        str(key): _read(entry, wanted, (*path, str(key)), flaws)
        for key, entry in value.items()
    }


def _read_choice(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    """Read a value that may be words or a list: `of`, `ask_if`."""
    words, many = get_args(wanted)
    if isinstance(value, str):
        return _read_value(value, words, path, flaws)
    if get_origin(many) is list:  # an expression tree, judged by its own reader
        return _read_value(value, many, path, flaws)
    return _read(value, many, path, flaws)


def _read_value(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    problems = list(_plain_problems(value))
    if not problems:
        try:
            return msgspec.convert(value, wanted)
        except (msgspec.ValidationError, RecursionError):
            problems = [_complaint(value, wanted)]
    flaws.extend(Flaw(path, problem) for problem in problems)
    return _neutral(wanted)


def _plain_problems(value: Any) -> Iterator[str]:
    """Say what keeps a value from being stored and compared safely."""
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        yield "the number is too large"
    if not isinstance(value, str):
        return
    kinds = {unicodedata.category(mark) for mark in value if mark != "\n"}
    if "Cs" in kinds:
        yield "holds half of a character (a lone surrogate)"
    if "Cc" in kinds:
        yield "holds a control character"
    if not unicodedata.is_normalized("NFC", value):
        yield "is not in Unicode form NFC"


def _complaint(value: Any, wanted: Any) -> str:
    if get_origin(wanted) is Literal or wanted is ItemType:
        known = ", ".join(map(str, get_args(wanted) or list(ItemType)))
        return f"{spoken(value)} is none of {known}"
    if wanted is date:
        return f"{spoken(value)} is not a date such as 2026-01-31"
    if wanted is str and isinstance(value, int):
        return f"expected words, found {spoken(value)}; put it in quotes"
    return f"expected {_SPOKEN.get(wanted, 'words or a list')}, found {spoken(value)}"


def _without_none(wanted: Any) -> tuple[Any, bool]:
    if get_origin(wanted) not in {Union, UnionType} or NoneType not in get_args(wanted):
        return wanted, False
    return reduce(or_, (k for k in get_args(wanted) if k is not NoneType)), True


def _neutral(wanted: Any) -> Any:
    wanted, optional = _without_none(wanted)
    if optional:
        return None
    if isinstance(wanted, type) and issubclass(wanted, Part):
        return _read_part({}, wanted, (), [])
    if get_origin(wanted) is tuple:
        return ()
    if get_origin(wanted) is dict:
        return {}
    if get_origin(wanted) is Literal:
        return get_args(wanted)[0]
    return _NEUTRAL.get(wanted, "")
