"""The factor tree: every rating in exactly one place."""

from collections.abc import Iterator

from questionnaires.checks.places import located_items, located_nodes
from questionnaires.flaws import Flaw, spoken
from questionnaires.model import ItemType
from questionnaires.schema import InstrumentPart, NodePart
from questionnaires.source import Path

_RANK = {"overall": 2, "block": 1, "factor": 0}


def tree_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield orphans, strangers and doubles; nothing when there is no tree."""
    if instrument.tree is None:
        return
    types = {item.id: item.type for _, item in located_items(instrument)}
    placed: set[str] = set()
    for path, node in located_nodes(instrument):
        yield from _node_flaws(node, path)
        for index, name in enumerate(node.items):
            problem = _problem_of(name, types, placed)
            placed.add(name)
            if problem:
                yield Flaw((*path, "items", index), problem)
    yield from _orphans(instrument, placed)


def _node_flaws(node: NodePart, path: Path) -> Iterator[Flaw]:
    if not node.children and not node.items:
        yield Flaw(path, "the node holds neither nodes nor items")
    for index, child in enumerate(node.children):
        if _RANK[child.kind] >= _RANK[node.kind]:
            yield Flaw(
                (*path, "children", index),
                f"a {node.kind} cannot hold a node of kind {child.kind}",
            )


def _problem_of(name: str, types: dict[str, ItemType], placed: set[str]) -> str | None:
    if name not in types:
        return f"no item is called {spoken(name)}"
    if name in placed:
        return f"the item {name} stands in the tree already"
    if types[name] not in {ItemType.RATING, ItemType.SINGLE}:
        return f"{name} is a {types[name]} item; a tree is made of ratings"
    return None


def _orphans(instrument: InstrumentPart, placed: set[str]) -> Iterator[Flaw]:
    for path, item in located_items(instrument):
        rating = item.type is ItemType.RATING and item.role != "overall"
        if rating and item.id not in placed:
            yield Flaw(path, "the rating stands in no factor of the tree")
