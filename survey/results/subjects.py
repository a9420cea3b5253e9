"""What the figures of a measure are about: the whole, nodes, single items."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires import Instrument, Measure, Node

WHOLE = "*"
"""Subject of the whole of a measure whose items are listed, not in the tree."""

SINGLE_ITEM = "single_item"
"""Aggregation of a figure that is of one item."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One thing a measure has a figure of.

    `base` names the tally of the responses it rests on; single items have none,
    their answers are counted themselves. `factors` numbers the part of the tree
    that each item stands in.
    """

    id: str
    items: tuple[str, ...]
    factors: tuple[int, ...] = ()
    base: str | None = None

    @property
    def is_item(self) -> bool:
        return self.base is None


def subjects_of(measure: Measure, instrument: Instrument) -> list[Subject]:
    """Return the subjects of a measure: composites first, then its items."""
    items = measured_items(measure, instrument)
    singles = [Subject(id=item, items=(item,)) for item in items]
    if isinstance(measure.of, str):
        top = _node(instrument, measure.of)
        return [*map(_of_node, top.walk()), *singles]
    if measure.kind == "options" or len(items) == 1:
        return singles
    whole = Subject(
        id=WHOLE,
        items=items,
        factors=tuple(range(len(items))),
        base=f"{WHOLE}{measure.id}",
    )
    return [whole, *singles]


def measured_items(measure: Measure, instrument: Instrument) -> tuple[str, ...]:
    """Return the ids of the items a measure is of."""
    if isinstance(measure.of, str):
        return _node(instrument, measure.of).item_ids()
    return measure.of


def headline_subject(measure: Measure) -> str:
    """Return the subject that stands for the whole measure."""
    if isinstance(measure.of, str):
        return measure.of
    return measure.of[0] if len(measure.of) == 1 else WHOLE


def composites(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """Return the items below every base that is tallied, by its name."""
    bases = {node.id: node.item_ids() for node in instrument.nodes()}
    for measure in instrument.measures:
        for subject in subjects_of(measure, instrument):
            if subject.base is not None:
                bases[subject.base] = subject.items
    return bases


def _node(instrument: Instrument, node_id: str) -> Node:
    return next(node for node in instrument.nodes() if node.id == node_id)


def _of_node(node: Node) -> Subject:
    placed = list(_placed(node))
    return Subject(
        id=node.id,
        items=tuple(item for item, _ in placed),
        factors=tuple(number for _, number in placed),
        base=node.id,
    )


def _placed(node: Node) -> Iterator[tuple[str, int]]:
    """Yield the items below a node with the number of the node that holds them."""
    for number, holder in enumerate(node.walk()):
        for item in holder.items:
            yield item, number
