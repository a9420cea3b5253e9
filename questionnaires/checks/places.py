"""Walks a document, saying where each part stands."""

from collections.abc import Iterator

from questionnaires.schema import InstrumentPart, ItemPart, NodePart, OptionPart
from questionnaires.source import Path


def located_items(instrument: InstrumentPart) -> Iterator[tuple[Path, ItemPart]]:
    """Yield each item with its place, in the order in which it is asked."""
    for page_index, page in enumerate(instrument.pages):
        for index, item in enumerate(page.items):
            yield ("pages", page_index, "items", index), item


def located_nodes(instrument: InstrumentPart) -> Iterator[tuple[Path, NodePart]]:
    """Yield each node of the tree with its place, depth first."""
    if instrument.tree is not None:
        yield from _nodes_below(("tree",), instrument.tree)


def options_of(item: ItemPart, instrument: InstrumentPart) -> tuple[OptionPart, ...]:
    """Return the item's own options or those of its scale, if there is such a scale."""
    if item.scale is not None and item.scale in instrument.scales:
        return instrument.scales[item.scale].options
    return item.options


def favourable_of(item: ItemPart, instrument: InstrumentPart) -> tuple[int, ...]:
    """Return the favourable codes of the item or of its scale."""
    if item.scale is not None and item.scale in instrument.scales:
        return instrument.scales[item.scale].favourable
    return item.favourable


def valid_codes_of(item: ItemPart, instrument: InstrumentPart) -> set[int]:
    """Return the codes of the item that count as an answer."""
    options = options_of(item, instrument)
    return {option.code for option in options if not option.missing}


def _nodes_below(path: Path, node: NodePart) -> Iterator[tuple[Path, NodePart]]:
    yield path, node
    for index, child in enumerate(node.children):
        yield from _nodes_below((*path, "children", index), child)
