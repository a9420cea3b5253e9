"""Ids, languages, versions and dates: what an instrument is called, when it holds."""

import re
from collections.abc import Iterable, Iterator

from questionnaires.checks.places import located_items, located_nodes
from questionnaires.flaws import Flaw, is_id, spoken
from questionnaires.schema import InstrumentPart
from questionnaires.source import Path

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def identity_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what is wrong with ids, languages, levels, counts and dates."""
    yield from _id_flaws(instrument)
    yield from _language_flaws(instrument)
    yield from _header_flaws(instrument)
    for index, page in enumerate(instrument.pages):
        if not page.items:
            yield Flaw(("pages", index), "the page is empty")


def _id_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    yield from _names("instrument", [((), instrument.id)])
    yield from _names("scale", [(("scales", key), key) for key in instrument.scales])
    pages = enumerate(instrument.pages)
    yield from _names("page", [(("pages", index), page.id) for index, page in pages])
    items = located_items(instrument)
    yield from _names("item", [(path, item.id) for path, item in items])
    nodes = located_nodes(instrument)
    yield from _names("node", [(path, node.id) for path, node in nodes])
    measures = enumerate(instrument.measures)
    yield from _names("measure", [(("measures", i), m.id) for i, m in measures])


def _names(kind: str, named: Iterable[tuple[Path, str]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for path, name in named:
        if not is_id(name):
            yield Flaw(
                path,
                f"{spoken(name)} cannot name the {kind}: "
                "a letter, then at most 63 letters, digits or _",
            )
        elif name in seen:
            yield Flaw(path, f"another {kind} is called {name} already")
        seen.add(name)


def _language_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    if not instrument.languages:
        yield Flaw(("languages",), "there must be at least one language")
    for index, language in enumerate(instrument.languages):
        path: Path = ("languages", index)
        if not _LANGUAGE.fullmatch(language):
            yield Flaw(path, f"{spoken(language)} is not a language code such as vi")
        if language in instrument.languages[:index]:
            yield Flaw(path, f"the language {spoken(language)} comes twice")


def _header_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    if not 1 <= instrument.version <= 9_999:
        yield Flaw(("version",), "a version is a number from 1 to 9999")
    if not 1 <= instrument.minutes <= 240:
        yield Flaw(("minutes",), "answering takes from 1 to 240 minutes")
    if not instrument.rates:
        yield Flaw(("rates",), "there must be a level of unit that it may rate")
    if len(set(instrument.rates)) < len(instrument.rates):
        yield Flaw(("rates",), "a level of unit comes twice")
    if not instrument.pages:
        yield Flaw(("pages",), "there must be at least one page")
    if instrument.valid_to and instrument.valid_to < instrument.valid_from:
        yield Flaw(("valid_to",), "valid_to lies before valid_from")
