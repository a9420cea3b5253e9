"""Catalogues: collect the sentences of the code, and check their translations.

`python -m docs.tools.messages collect` brings new sentences into the
catalogues; `check` fails on a sentence without Vietnamese, on text that is not
in NFC, and on a placeholder that got lost in translation.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "survey"
FOLDER = SOURCE / "translations"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "false"}}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
FIRST_DAY = datetime(2026, 11, 25, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def extracted() -> Catalog:
    """Return every sentence of code and templates."""
    catalog = Catalog(project="hai-long", charset="utf-8")
    found = extract_from_dir(
        SOURCE, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True
    )
    for filename, _line, message, comments, context in found:
        catalog.add(
            message,
            locations=[(Path(filename).as_posix(), 0)],
            auto_comments=comments,
            context=context,
        )
    return catalog


def read(language: str) -> Catalog:
    """Return a stored catalogue."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="messages")


def path_of(language: str) -> Path:
    """Return where a catalogue lies."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def collect(language: str = "vi") -> None:
    """Bring new sentences in and forget those that are gone."""
    path = path_of(language)
    catalog = read(language) if path.exists() else Catalog(locale=language)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False  # a fuzzy header makes the compiler skip the file
    catalog.header_comment = (
        "# What people read, in Vietnamese. See docs/tools/messages.py."
    )
    catalog.project, catalog.version = "hai-long", "1"
    catalog.msgid_bugs_address = catalog.last_translator = "Hài Lòng"
    catalog.language_team = "vi"
    # A date would change with every collecting and say nothing that git does not.
    catalog.creation_date = catalog.revision_date = FIRST_DAY
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, no_location=True, width=88)


def problems(language: str = "vi") -> Iterator[str]:
    """Yield what is missing or wrong in a catalogue."""
    stored = read(language)
    for message in extracted():
        if not message.id:
            continue
        known = stored.get(message.id)
        if known is None or not known.string or not all(_texts(known)):
            yield f"not translated: {message.id!r}"
        else:
            yield from _flaws(known)


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _flaws(message: Message) -> Iterator[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = {name for text in ids for name in PLACEHOLDER.findall(text)}
    for text in _texts(message):
        if unicodedata.normalize("NFC", text) != text:
            yield f"not in NFC: {text!r}"
        if not set(PLACEHOLDER.findall(text)) <= wanted | {"n"}:
            yield f"unknown placeholder in {text!r}"
        if (
            not isinstance(message.id, tuple)
            and set(PLACEHOLDER.findall(text)) != wanted
        ):
            yield f"lost placeholder in {text!r}"


def main(arguments: list[str]) -> int:
    """Run `collect` or `check`."""
    if arguments == ["collect"]:
        collect()
        return 0
    found = list(problems())
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    sys.stdout.write(f"translations: {len(found)} problems\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
