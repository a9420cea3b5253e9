"""Small ES modules put into one file: a phone asks once, and not seven times.

Each module is written and tested by itself. Put together in the order of their
imports they share one scope, so no two of them may declare the same name.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./[a-z_]+\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async |function|class|const|let))", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
INDENT = re.compile(r"^\s+", re.MULTILINE)

# What ES2017 is written with, as far as our own modules need it: no template
# inside a template, and a regular expression only where a value may begin.
TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<string>"(?:\\.|[^"\\])*")
    | (?P<template>`(?:\\.|[^`\\])*`)
    | (?P<regex>(?<=[(,=:\[!&|?{};\s])/(?![*/\s])
        (?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/[a-z]*)
    | (?P<name>[A-Za-z_$][\w$]*)
    | (?P<number>\d[\w.]*)
    | (?P<mark>.)""",
    re.VERBOSE,
)
DECLARED = re.compile(r"\b(?:function|class|const|let) ([A-Za-z_]\w{2,})")
PLACE = re.compile(r"\$\{[^}]*\}")
FREE_NAME = re.compile(r"(?<![.\w$])[A-Za-z_]\w*")
GLUED = re.compile(r"[\w$]{2}|\+\+|--")


@dataclass(frozen=True)
class Script:
    """A file for the browser, and the name of exactly this content."""

    text: str
    version: str


def assemble(
    modules: Iterable[Path],
    *,
    head: str = "",
    lends: Iterable[str] = (),
    small: bool = False,
) -> Script:
    """Return the modules as one, each after those that it imports.

    Parameters
    ----------
    head
        What stands before them: constants of the server, or imports of another
        script that was put together.
    lends
        The names that such another script may import of this one.
    small
        Whether spaces are left out and names shortened: what phones wait for.
    """
    text = head + "".join(_plain(path.read_text("utf-8")) for path in modules)
    names = ", ".join(lends)
    text += f"export {{ {names} }};\n" if names else ""
    if small:
        text = smaller(text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Script(text, digest[:16])


def _plain(module: str) -> str:
    """Return a module without imports, exports, comments and indentation.

    Template strings of ours hold no line that begins with a comment.
    """
    for pattern in (IMPORT, EXPORT, COMMENT, INDENT):
        module = pattern.sub("", module)
    return module


def smaller(text: str) -> str:
    """Return a script of ours without spaces, its own names made short.

    A name becomes the same short one wherever it stands, and only if it never
    stands where it might be that of a property.
    """
    tokens = [
        (match.lastgroup or "", match[0])
        for match in TOKEN.finditer(text)
        if match.lastgroup != "space"
    ]
    short = dict(_short_names(text, tokens))
    said: list[str] = []
    last = ""
    for kind, token in tokens:
        if kind == "name" and last != ".":
            token = short.get(token, token)
        elif kind == "template":
            token = PLACE.sub(lambda place: _renamed(place[0], short), token)
        if (last, token) == (";", "}"):
            said.pop()
        if GLUED.fullmatch(last[-1:] + token[:1]):
            said.append(" ")
        said.append(token)
        last = token
    return "".join(said)


def _renamed(place: str, short: dict[str, str]) -> str:
    return FREE_NAME.sub(lambda name: short.get(name[0], name[0]), place)


def _short_names(text: str, tokens: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    own = set(DECLARED.findall(text)) - set(_maybe_properties(tokens))
    taken = {token for kind, token in tokens if kind == "name"}
    free = (name for number in count() if (name := _name(number)) not in taken)
    often = sorted(own, key=lambda name: (-len(name) * text.count(name), name))
    return zip(often, free, strict=False)


def _name(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    first, rest = number % len(letters), number // len(letters)
    return letters[first] + (str(rest) if rest else "")


def _maybe_properties(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Yield names after a dot, and those that a brace or a comma might enclose."""
    marks = [("", ""), *tokens, ("", "")]
    for (_, before), (kind, token), (_, after) in zip(
        marks, marks[1:], marks[2:], strict=False
    ):
        if kind != "name":
            continue
        listed = before in {"{", ",", "}", ";"} and after in {":", ",", "}", "(", "="}
        if before in {".", "get", "set", "async"} or listed:
            yield token
