"""Reads the plain data of a mapping into its schema, all wrong values at once.

msgspec would stop at the first; it is asked about each single value instead, and
a value that cannot be read leaves its place empty.
"""

import unicodedata
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from questionnaires.flaws import Flaw, spoken
from questionnaires.source import Path
from survey.imports.mapping.schema import MappingPart, Part

UNREAD = object()
"""Stands where a value could not be read."""


def read_shape(document: object) -> tuple[MappingPart | None, list[Flaw]]:
    """Return the document in its schema if it fits, and all that does not fit."""
    flaws: list[Flaw] = []
    part = _read(document, MappingPart, (), flaws)
    return (None if part is UNREAD else part), flaws


def _read(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    wanted = _choose(value, wanted)
    if wanted is NoneType:
        return None
    if _holds_keys(wanted):
        return _read_part(value, wanted, path, flaws)
    if get_origin(wanted) is tuple:
        return _read_list(value, get_args(wanted)[0], path, flaws)
    if get_origin(wanted) is dict:
        return _read_dict(value, get_args(wanted)[1], path, flaws)
    return _read_value(value, wanted, path, flaws)


def _choose(value: Any, wanted: Any) -> Any:
    """Return the alternative of a union that a value of this shape is meant for."""
    if get_origin(wanted) not in {Union, UnionType}:
        return wanted
    kinds = get_args(wanted)
    if value is None and NoneType in kinds:
        return NoneType
    kinds = tuple(kind for kind in kinds if kind is not NoneType)
    if len(kinds) == 1:
        return kinds[0]
    return next((kind for kind in kinds if _fits(value, kind)), wanted)


def _fits(value: Any, kind: Any) -> bool:
    if isinstance(value, dict):
        return _holds_keys(kind)
    if isinstance(value, list):
        return get_origin(kind) is tuple
    return kind is str


def _holds_keys(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _read_part(value: Any, wanted: type[Part], path: Path, flaws: list[Flaw]) -> Any:
    if not isinstance(value, dict):
        flaws.append(Flaw(path, f"expected keys and values, found {spoken(value)}"))
        return UNREAD
    known = {field.name: field for field in msgspec.structs.fields(wanted)}
    for key in value:
        if key not in known:
            flaws.append(Flaw((*path, key), "there is no such key"))
    read = {}
    for name, field in known.items():
        if name in value:
            read[name] = _read(value[name], field.type, (*path, name), flaws)
        elif field.required:
            flaws.append(Flaw((*path, name), "is missing"))
            read[name] = UNREAD
    return UNREAD if UNREAD in read.values() else wanted(**read)


def _read_list(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    if not isinstance(value, list):
        flaws.append(Flaw(path, f"expected a list, found {spoken(value)}"))
        return UNREAD
    read = [_read(each, wanted, (*path, i), flaws) for i, each in enumerate(value)]
    return UNREAD if UNREAD in read else tuple(read)


def _read_dict(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    if not isinstance(value, dict):
        flaws.append(Flaw(path, f"expected keys and values, found {spoken(value)}"))
        return UNREAD
    read = {
        _read_value(key, str, (*path, key), flaws): _read(
            each, wanted, (*path, key), flaws
        )
        for key, each in value.items()
    }
    return UNREAD if UNREAD in read or UNREAD in read.values() else read


def _read_value(value: Any, wanted: Any, path: Path, flaws: list[Flaw]) -> Any:
    if wanted is str and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a column or a cell may be called 12
    if isinstance(value, str):
        if any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in value):
            flaws.append(Flaw(path, "holds a control character or half a character"))
            return UNREAD
        value = unicodedata.normalize("NFC", value).strip()
        if _is_literal(wanted):
            value = value.lower()  # UTF-8, Tab
    try:
        return msgspec.convert(value, wanted, strict=wanted is not float)
    except msgspec.ValidationError as error:
        flaws.append(Flaw(path, _complaint(value, wanted, error)))
        return UNREAD


def _complaint(value: Any, wanted: Any, error: Exception) -> str:
    if _is_literal(wanted):
        return f"{spoken(value)} is none of {', '.join(get_args(wanted))}"
    if wanted is date:
        return f"{spoken(value)} is not a date such as 2026-01-31"
    kinds = {str: "words", bool: "true or false", float: "a number such as 0.85"}
    if wanted in kinds:
        return f"expected {kinds[wanted]}, found {spoken(value)}"
    if get_origin(wanted) in {Union, UnionType}:
        return f"{spoken(value)} is no code, nor blank, nor not_asked"
    return str(error)
