"""What our scripts may use: the Chrome 69 of old Android phones knows no more."""

import re
from pathlib import Path

import pytest

import survey

SCRIPTS = sorted(Path(survey.__file__).parent.glob("*/scripts/*.js"))
COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
TOO_NEW = re.compile(
    r"""\?\.(?!\d) | \?\? | \|\|= | &&= | \*\*= | \b\d+_\d | \#\w+\s*[=(;]
    | ^\s*static\s+\w+\s*= | \bimport\.meta
    | \.at\( | \.(?: replaceChildren | replaceAll | matchAll | findLast(?:Index)?
        | toSorted | toReversed | toSpliced | toggleAttribute | requestSubmit
        | submitter )\b
    | \b(?: structuredClone | globalThis | queueMicrotask | WeakRef | randomUUID
        | AggregateError | ResizeObserver )\b
    | Object\.(?: fromEntries | hasOwn | groupBy )
    | Promise\.(?: allSettled | any | withResolvers | try )
    | AbortSignal\.(?: timeout | any )
    | addEventListener\([^)]*\bsignal\b""",
    re.VERBOSE | re.MULTILINE,
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_uses_nothing_that_chrome_69_lacks(path):
    text = COMMENT.sub("", path.read_text("utf-8"))

    assert [found[0] for found in TOO_NEW.finditer(text)] == []


@pytest.mark.parametrize(
    "line",
    [
        "main.replaceChildren(...nodes);",
        "const first = list.at(0);",
        "const name = record?.name;",
        "const name = given ?? null;",
        'words.replaceAll("a", "b");',
        "structuredClone(record);",
        "Object.fromEntries(pairs);",
        "class A { #hidden = 1; }",
        "self.crypto.randomUUID();",
    ],
)
def test_what_is_too_new_is_found(line):
    assert TOO_NEW.search(line)


def test_both_rooms_were_read():
    assert {path.parent.parent.name for path in SCRIPTS} >= {"kiosks", "responses"}
