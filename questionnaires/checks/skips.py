"""Skip rules: readable, of the right types, and looking back only."""

from collections.abc import Iterator

from questionnaires.build import read_condition
from questionnaires.checks.places import located_items, options_of
from questionnaires.errors import ExpressionError
from questionnaires.expression import (
    AllOf,
    AnyOf,
    Comparison,
    Expression,
    Not,
    Operand,
    Reference,
    Selected,
    references,
)
from questionnaires.flaws import Flaw, quoted, spoken
from questionnaires.model import ItemType
from questionnaires.schema import InstrumentPart, ItemPart

Items = dict[str, ItemPart]


def skip_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what is wrong with every `ask_if`."""
    everywhere = {item.id: item for _, item in located_items(instrument)}
    before: Items = {}
    for path, item in located_items(instrument):
        if item.ask_if is not None:
            for problem in _problems(item, before, everywhere, instrument):
                yield Flaw((*path, "ask_if"), problem)
        before.setdefault(item.id, item)


def _problems(
    item: ItemPart, before: Items, everywhere: Items, instrument: InstrumentPart
) -> Iterator[str]:
    try:
        condition = read_condition(item.ask_if or "")
    except ExpressionError as error:
        yield str(error)
        return
    for name in sorted(references(condition)):
        if name == item.id:
            yield f"the item refers to itself ({name})"
        elif name not in everywhere:
            yield f"no item is called {spoken(name)}"
        elif name not in before:
            yield f"refers forward to {name}, which is asked later"
    yield from _type_problems(condition, everywhere, instrument)


def _type_problems(
    expression: Expression, items: Items, instrument: InstrumentPart
) -> Iterator[str]:
    match expression:
        case Not(part):
            yield from _type_problems(part, items, instrument)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _type_problems(part, items, instrument)
        case Selected(reference, code):
            yield from _selected_problems(reference, code, items, instrument)
        case Comparison(left, operator, right):
            yield from _operand_problems(left, items)
            yield from _operand_problems(right, items)
            if operator in {"=", "!="}:
                yield from _code_problems(left, right, items, instrument)
                yield from _code_problems(right, left, items, instrument)


def _selected_problems(
    reference: Reference, code: int | str, items: Items, instrument: InstrumentPart
) -> Iterator[str]:
    item = items.get(reference.item)
    if item is not None and item.type is not ItemType.MULTIPLE:
        yield f"selected() needs a multiple item; {item.id} is a {item.type} item"
    elif isinstance(code, str):
        yield f"{quoted(code)} is words; an option is written as its code"
    else:
        yield from _code_problems(reference, code, items, instrument)


def _operand_problems(operand: Operand, items: Items) -> Iterator[str]:
    if isinstance(operand, str):
        yield f"{quoted(operand)} is words; an answer is compared with its code"
    item = items.get(operand.item) if isinstance(operand, Reference) else None
    if item is not None and item.type is ItemType.TEXT:
        yield f"{item.id} is a text item; words can only be asked for by answered()"
    if item is not None and item.type is ItemType.MULTIPLE:
        yield f"{item.id} is a multiple item; ask selected() instead of comparing"


def _code_problems(
    operand: Operand, other: Operand, items: Items, instrument: InstrumentPart
) -> Iterator[str]:
    """Say where a comparison can never hold, because the item has no such answer."""
    item = items.get(operand.item) if isinstance(operand, Reference) else None
    if item is None or not isinstance(other, int):
        return
    missing = {o.code: o.missing for o in options_of(item, instrument)}
    if not missing:
        return
    if other not in missing:
        yield f"{item.id} has no code {other}"
    elif missing[other]:
        yield f"{other} is a missing code of {item.id}, so it never compares as true"
