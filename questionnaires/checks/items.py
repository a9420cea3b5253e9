"""Each item with the keys its type needs, and no others."""

from collections.abc import Iterator

from questionnaires.checks.places import located_items, valid_codes_of
from questionnaires.flaws import Flaw, spoken
from questionnaires.model import ItemType
from questionnaires.schema import InstrumentPart, ItemPart
from questionnaires.source import Path

CLOSED = frozenset({ItemType.SINGLE, ItemType.MULTIPLE, ItemType.RATING})
HIGHEST_NUMBER = 999_999_999
LONGEST_ALLOWED = 10_000

_ROLE_TYPES = {
    "service_field": {ItemType.SINGLE},
    "overall": {ItemType.RATING, ItemType.SINGLE},
    "comment": {ItemType.TEXT},
}
_OPTION_KEYS = ("scale", "options", "favourable", "faces")
_KEYS: dict[ItemType, tuple[str, ...]] = {
    ItemType.NUMBER: ("low", "high"),
    ItemType.TEXT: ("longest",),
}


def item_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what does not fit an item's type."""
    roles: set[str] = set()
    for path, item in located_items(instrument):
        yield from _key_flaws(item, path)
        yield from _role_flaws(item, path, roles)
        if item.type in CLOSED:
            yield from _closed_flaws(item, path, instrument)
        elif item.type is ItemType.NUMBER:
            yield from _number_flaws(item, path)
        elif item.longest is not None and not 1 <= item.longest <= LONGEST_ALLOWED:
            yield Flaw(path, f"longest lies between 1 and {LONGEST_ALLOWED}")


def _key_flaws(item: ItemPart, path: Path) -> Iterator[Flaw]:
    meant = _KEYS.get(item.type, _OPTION_KEYS)
    for key in (*_OPTION_KEYS, "low", "high", "longest"):
        value = getattr(item, key)
        written = value is not None and value is not False and value != ()
        if written and key not in meant:
            yield Flaw((*path, key), f"a {item.type} item has no {key}")


def _role_flaws(item: ItemPart, path: Path, seen: set[str]) -> Iterator[Flaw]:
    """Yield a role that the item's type cannot play, or that another item plays."""
    if item.role not in _ROLE_TYPES:
        return
    if item.type not in _ROLE_TYPES[item.role]:
        yield Flaw((*path, "role"), f"a {item.type} item cannot be the {item.role}")
    if item.role in seen:
        yield Flaw((*path, "role"), f"another item is the {item.role} already")
    seen.add(item.role)


def _closed_flaws(
    item: ItemPart, path: Path, instrument: InstrumentPart
) -> Iterator[Flaw]:
    if item.scale is not None:
        for key in ("options", "favourable", "faces"):
            if getattr(item, key):
                yield Flaw((*path, key), f"the item takes its {key} from its scale")
        if item.scale not in instrument.scales:
            yield Flaw(path, f"no scale is called {spoken(item.scale)}")
    elif not item.options:
        yield Flaw(path, "the item has neither a scale nor options")
    elif not valid_codes_of(item, instrument):
        yield Flaw(path, "the item has no valid code")


def _number_flaws(item: ItemPart, path: Path) -> Iterator[Flaw]:
    if item.low is None or item.high is None:
        yield Flaw(path, "a number item needs low and high")
    elif not 0 <= item.low <= item.high <= HIGHEST_NUMBER:
        # Negative numbers are kept for "not asked".
        yield Flaw(path, f"0 ≤ low ≤ high ≤ {HIGHEST_NUMBER} does not hold")
