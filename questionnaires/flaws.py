"""A flaw is one thing wrong with a document, and where; here it becomes a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.source import Path

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_DECISIVE = {"id", "type", "kind", "scale", "options", "low", "high", "of", "codes"}


@dataclass(frozen=True)
class Flaw:
    """Something wrong at a place."""

    path: Path
    message: str

    @property
    def hides(self) -> Path:
        """The part that cannot be judged while a value here has a wrong shape.

        A wrong hint hides nothing else; without a type an item cannot be judged, and
        without its languages no text can.
        """
        path = self.path
        if not path or path[0] == "languages":
            return ()
        if len(path) == 1:
            return () if path[0] in {"scales", "pages"} else path
        if path[-1] in _DECISIVE:
            return path[:-1]
        return path[:-2] if path[-2] in {"codes", "of"} else path


def is_id(text: str) -> bool:
    """Whether this may name an item, a page, a scale, a node or a measure."""
    return _ID.fullmatch(text) is not None


def spoken(value: object) -> str:
    """Return a value as a message may print it: ids bare, all else quoted, short."""
    if isinstance(value, str) and is_id(value):
        return value
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(value)


def quoted(value: object) -> str:
    """Return a value as Python writes it, which can be printed whatever it is."""
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def sentence(flaw: Flaw, document: Any, lines: Mapping[Path, int]) -> str:
    """Return the flaw with its line and its place, named by the nearest id."""
    place = _place(flaw.path, document)
    at = f"{place}: " if place else ""
    line = _line(flaw.path, lines)
    return f"line {line}: {at}{flaw.message}" if line else f"{at}{flaw.message}"


def _place(path: Path, document: Any) -> str:
    words, nearest, here = "", "", document
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{_key(step)}"
        here = _child(here, step)
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            nearest = f" ({spoken(here['id'])})"
    return words.removeprefix(".") + nearest


def _key(step: str) -> str:
    return step if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", step) else spoken(step)


def _child(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _line(path: Path, lines: Mapping[Path, int]) -> int | None:
    """Return the line of the place, or of what holds it when it is not there."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None
