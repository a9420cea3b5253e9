"""Reads YAML into plain data, and remembers the line of every key and entry.

The parser's events are enough: nothing is constructed but mappings, lists, strings,
whole numbers, true, false and null. Anchors, aliases and tags are refused, so a file
means what its author sees and a small file cannot grow in memory.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from questionnaires.errors import InstrumentError

LARGEST_FILE = 256 * 1024
DEEPEST_NESTING = 20
MOST_VALUES = 20_000

Path = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from the top."""

_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,18}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass
class Source:
    """A file that has been read: its data, and the line of each place in it."""

    document: Any = None
    lines: dict[Path, int] = field(default_factory=dict)


@dataclass
class _Level:
    path: Path
    holder: dict[str, Any] | list[Any]
    key: str | None = None

    def next_path(self) -> Path:
        step = len(self.holder) if isinstance(self.holder, list) else self.key
        return (*self.path, step if step is not None else "")


def read_source(raw: bytes, name: str) -> Source:
    """Return the plain data of a YAML file; `InstrumentError` if it is not YAML."""
    if len(raw) > LARGEST_FILE:
        raise InstrumentError(name, [f"the file is larger than {LARGEST_FILE} bytes"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = f"line {line}: byte {error.start + 1} is not UTF-8"
        raise InstrumentError(name, [problem]) from error
    reader = _Reader(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except YAMLError as error:
        raise InstrumentError(name, [_sentence(error)]) from error
    return reader.finish()


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name
        self._source = Source()
        self._levels: list[_Level] = []
        self._documents = 0
        self._values = 0
        self._problems: list[str] = []

    def take(self, event: Any) -> None:
        """Add one event of the parser to what has been read."""
        match event:
            case events.DocumentStartEvent():
                self._documents += 1
            case events.AliasEvent():
                self._refuse(event, "an alias; write the words again instead")
                self._place(None, event)
            case events.NodeEvent():
                self._open(event)
            case events.MappingEndEvent() | events.SequenceEndEvent():
                self._levels.pop()

    def finish(self) -> Source:
        """Return what was read, or raise everything that was wrong."""
        if self._documents != 1:
            self._problems.append("the file must hold exactly one document")
        if self._problems:
            raise InstrumentError(self._name, self._problems)
        return self._source

    def _open(self, event: Any) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(event, f"more than {MOST_VALUES} keys and values")
            raise InstrumentError(self._name, self._problems)
        if event.anchor is not None:
            self._refuse(event, "an anchor; write the words again instead")
        if event.tag is not None:
            self._refuse(event, "a tag; plain values need none")
        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
            return
        holder: dict[str, Any] | list[Any] = (
            {} if isinstance(event, events.MappingStartEvent) else []
        )
        path = self._place(holder, event)
        self._levels.append(_Level(path, holder))
        if len(self._levels) > DEEPEST_NESTING:
            self._refuse(event, f"more than {DEEPEST_NESTING} levels")
            raise InstrumentError(self._name, self._problems)

    def _scalar(self, event: Any) -> None:
        level = self._levels[-1] if self._levels else None
        if level and isinstance(level.holder, dict) and level.key is None:
            self._key(level, event)
        else:
            self._place(_value(event), event)

    def _key(self, level: _Level, event: Any) -> None:
        if event.value in level.holder:
            line = event.start_mark.line + 1
            self._problems.append(
                f"line {line}: the key {event.value[:60]!r} comes twice"
            )
        level.key = event.value

    def _place(self, value: Any, event: Any) -> Path:
        """Put a value where it belongs, and return where that is."""
        line = event.start_mark.line + 1
        if not self._levels:
            self._source.document = value
            self._source.lines[()] = line
            return ()
        level = self._levels[-1]
        path = level.next_path()
        self._source.lines[path] = line
        if isinstance(level.holder, list):
            level.holder.append(value)
        elif level.key is None:
            self._refuse(event, "a key that is not plain words")
            level.key = ""  # what follows is this key's value
        else:
            level.holder[level.key] = value
            level.key = None
        return path

    def _refuse(self, event: Any, what: str) -> None:
        line = event.start_mark.line + 1
        self._problems.append(f"line {line}: an instrument must not use {what}")


def _value(event: Any) -> str | int | bool | None:
    """Return what a scalar means in YAML 1.2, dates left as words."""
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return _WORDS.get(text, text)


def _sentence(error: YAMLError) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        about = " ".join(filter(None, [error.context, error.problem]))
        return f"line {mark.line + 1}, column {mark.column + 1}: {about}"
    return repr(str(error).splitlines()[0])[1:-1]
