"""Measures: of things that exist, from codes that exist, one headline."""

from collections.abc import Iterator

from questionnaires.checks.places import (
    favourable_of,
    located_items,
    located_nodes,
    valid_codes_of,
)
from questionnaires.flaws import Flaw, spoken
from questionnaires.model import ItemType
from questionnaires.schema import InstrumentPart, ItemPart, MeasurePart, NodePart
from questionnaires.source import Path

_MEASURABLE = {
    "share": {ItemType.SINGLE, ItemType.RATING},
    "mean": {ItemType.SINGLE, ItemType.RATING, ItemType.NUMBER},
    "options": {ItemType.SINGLE, ItemType.RATING, ItemType.MULTIPLE},
}


def measure_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what is wrong with every measure."""
    items = {item.id: item for _, item in located_items(instrument)}
    nodes = {node.id: node for _, node in located_nodes(instrument)}
    headlines = 0
    for index, measure in enumerate(instrument.measures):
        path: Path = ("measures", index)
        headlines += measure.headline
        if measure.headline and headlines > 1:
            yield Flaw(path, "there is a headline measure already")
        if measure.headline and measure.kind == "options":
            yield Flaw(path, "a headline is one number: a share or a mean")
        for problem in _problems(measure, items, nodes, instrument):
            yield Flaw(path, problem)


def _problems(
    measure: MeasurePart,
    items: dict[str, ItemPart],
    nodes: dict[str, NodePart],
    instrument: InstrumentPart,
) -> Iterator[str]:
    yield from _rule_problems(measure, nodes)
    names = _measured(measure, nodes)
    if not names and not isinstance(measure.of, str):
        yield "the measure is of no item"
    if len(set(names)) < len(names):
        yield "an item comes twice"
    for name in dict.fromkeys(names):
        if name in items:
            yield from _item_problems(measure, items[name], instrument)
        elif not isinstance(measure.of, str):  # else the tree has said so
            yield f"no item is called {spoken(name)}"


def _rule_problems(measure: MeasurePart, nodes: dict[str, NodePart]) -> Iterator[str]:
    if measure.codes is not None and measure.kind != "share":
        yield "only a share is of codes"
    if isinstance(measure.of, str) and measure.of not in nodes:
        yield f"no node is called {spoken(measure.of)}"
    if measure.aggregation == "mean_of_factors" and not _has_factors(measure, nodes):
        yield "mean_of_factors needs a node with factors below it"


def _item_problems(
    measure: MeasurePart, item: ItemPart, instrument: InstrumentPart
) -> Iterator[str]:
    if item.type not in _MEASURABLE[measure.kind]:
        yield f"{item.id} is a {item.type} item, which has no {measure.kind}"
    elif measure.kind == "share":
        if not (measure.codes or favourable_of(item, instrument)):
            yield f"{item.id} has no favourable codes, and the measure names none"
        unknown = set(measure.codes or ()) - valid_codes_of(item, instrument)
        for code in sorted(unknown):
            yield f"{code} is not a valid code of {item.id}"


def _has_factors(measure: MeasurePart, nodes: dict[str, NodePart]) -> bool:
    node = nodes.get(measure.of) if isinstance(measure.of, str) else None
    return node is not None and any(
        child.kind == "factor" for child in _below(node) if child is not node
    )


def _measured(measure: MeasurePart, nodes: dict[str, NodePart]) -> list[str]:
    if not isinstance(measure.of, str):
        return list(measure.of)
    node = nodes.get(measure.of)
    return [name for below in _below(node) for name in below.items] if node else []


def _below(node: NodePart) -> Iterator[NodePart]:
    yield node
    for child in node.children:
        yield from _below(child)
