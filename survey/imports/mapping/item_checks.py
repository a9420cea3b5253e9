"""Each mapped item: that it exists, has the keys of its type, and codes it knows."""

from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from questionnaires import Instrument, Item, ItemType
from questionnaires.flaws import Flaw, spoken
from survey.imports.mapping.schema import ItemPart, MappingPart

DEFAULT = ItemPart()


def item_flaws(mapping: MappingPart, instrument: Instrument) -> Iterator[Flaw]:
    """Yield what is wrong with any mapped item."""
    items = {item.id: item for item in instrument.items()}
    if not mapping.items:
        yield Flaw(("items",), "no item is mapped")
    for name, written in mapping.items.items():
        if name not in items:
            yield Flaw(("items", name), _unknown(name, items))
            continue
        part = ItemPart(column=written) if isinstance(written, str) else written
        for problem in _problems(items[name], part, mapping.missing):
            yield Flaw(("items", name), problem)


def _unknown(name: str, items: dict[str, Item]) -> str:
    near = get_close_matches(name, items, n=1)
    hint = f"; is {near[0]} meant?" if near else ""
    return f"no item is called {spoken(name)}{hint}"


def _problems(item: Item, part: ItemPart, missing: tuple[str, ...]) -> Iterator[str]:
    yield from _layout_problems(item, part)
    if not all(part.all_columns()):
        yield "the name of a column is empty"
    doubled = [name for name, n in Counter(part.all_columns()).items() if n > 1]
    for name in doubled:
        yield f"the column {spoken(name)} comes twice"
    for word in sorted(set(part.recode) & {*part.missing, *missing}):
        yield f"{spoken(word)} is recoded and missing; it can be one of them"
    for word, code in part.recode.items():
        yield from _recode_problems(item, word, code)


def _layout_problems(item: Item, part: ItemPart) -> Iterator[str]:
    given = [key for key in ("column", "columns", "options") if getattr(part, key)]
    if item.type is not ItemType.MULTIPLE:
        if given != ["column"]:
            yield f"a {item.type} item is read from one column"
    elif given not in (["columns"], ["options"]):
        yield "a multiple item is read from columns (codes), or options (yes or no)"
    if part.options:
        yield from _option_problems(item, part)
    elif (part.chosen, part.not_chosen) != (DEFAULT.chosen, DEFAULT.not_chosen):
        yield "chosen and not_chosen belong to options"


def _option_problems(item: Item, part: ItemPart) -> Iterator[str]:
    known = {str(option.code) for option in item.options}
    for code in part.options:
        if code not in known:
            yield f"{spoken(code)} is not a code of the item"
    for code in known - part.options.keys():
        # Stored without it, nobody could say how often it was not chosen.
        yield f"the option {code} has no column"
    for word in sorted(set(part.chosen) & set(part.not_chosen)):
        yield f"{spoken(word)} cannot mean both chosen and not chosen"
    if part.recode:
        yield "options are not recoded; chosen and not_chosen say what cells mean"


def _recode_problems(item: Item, word: str, code: int | str) -> Iterator[str]:
    if isinstance(code, str):
        if code == "not_asked" and item.type is ItemType.TEXT:
            yield "free text is blank or given; it has no not_asked"
        return
    if not _ACCEPTS[item.type](item, code):
        yield f"{spoken(word)} is recoded to {code}, which is not a code of the item"


def _is_option(item: Item, code: int) -> bool:
    return any(option.code == code for option in item.options)


def _is_in_range(item: Item, code: int) -> bool:
    return (item.low or 0) <= code <= (item.high or 0)


_ACCEPTS: dict[ItemType, Callable[[Item, int], bool]] = {
    ItemType.SINGLE: _is_option,
    ItemType.RATING: _is_option,
    ItemType.MULTIPLE: _is_option,
    ItemType.NUMBER: _is_in_range,
    ItemType.TEXT: lambda item, code: False,
}
