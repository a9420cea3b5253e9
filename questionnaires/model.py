"""What an instrument is, once it has been read and found to be sound."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from questionnaires.expression import Expression

Text = Mapping[str, str]
"""A sentence in each language of the instrument; it may hold slots."""

Role = Literal["service_field", "overall", "comment", "demographic", "sensitive"]
NodeKind = Literal["overall", "block", "factor"]
MeasureKind = Literal["share", "mean", "options"]
Base = Literal["valid", "with_missing"]
Aggregation = Literal["mean_of_item_shares", "ratio_of_totals", "mean_of_factors"]
UnitLevel = Literal["province", "department", "commune", "vertical"]

LONGEST_TEXT = 2_000


class ItemType(StrEnum):
    """How an item is asked; a rating is an ordered scale shown with faces."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    TEXT = "text"
    RATING = "rating"


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer that can be chosen; a missing one is kept out of estimates."""

    code: int
    label: Text
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Options that several items share, in the order in which they are shown."""

    id: str
    options: tuple[Option, ...]
    favourable: frozenset[int] = frozenset()
    faces: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a respondent is asked."""

    id: str
    type: ItemType
    text: Text
    hint: Text | None = None
    number: str | None = None
    scale: str | None = None
    options: tuple[Option, ...] = ()
    favourable: frozenset[int] = frozenset()
    faces: bool = False
    required: bool = False
    ask_if: Expression | None = None
    low: int | None = None
    high: int | None = None
    longest: int | None = None
    role: Role | None = None

    @cached_property
    def written_codes(self) -> Mapping[str, int]:
        """Codes of all options, by the one way to write each."""
        return {str(option.code): option.code for option in self.options}

    @property
    def valid_codes(self) -> tuple[int, ...]:
        """Codes that count as an answer, in the order shown."""
        return tuple(option.code for option in self.options if not option.missing)

    @property
    def missing_codes(self) -> tuple[int, ...]:
        """Codes that say why there is no answer: not used, does not know."""
        return tuple(option.code for option in self.options if option.missing)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The items a respondent sees at once."""

    id: str
    title: Text | None = None
    intro: Text | None = None
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Node:
    """A factor, a block of factors, or the whole: what an index is about."""

    id: str
    kind: NodeKind
    title: Text
    children: tuple["Node", ...] = ()
    items: tuple[str, ...] = ()

    def item_ids(self) -> tuple[str, ...]:
        """Return every item at or below this node, in the order of the file."""
        below = [item for child in self.children for item in child.item_ids()]
        return (*self.items, *below)

    def walk(self) -> Iterator["Node"]:
        """Yield this node, then those below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure the instrument defines: of which items, from which codes."""

    id: str
    kind: MeasureKind
    title: Text
    of: str | tuple[str, ...]
    codes: frozenset[int] | None = None
    base: Base = "valid"
    aggregation: Aggregation = "mean_of_item_shares"
    headline: bool = False


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """The act that prescribes the form, and whether its original was seen."""

    text: str
    verified: bool
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A published questionnaire: never changed, only followed by a version."""

    id: str
    version: int
    languages: tuple[str, ...]
    title: Text
    heading: Text | None = None
    legal_basis: LegalBasis | None = None
    valid_from: date
    valid_to: date | None = None
    population: Text
    rates: tuple[UnitLevel, ...]
    minutes: int
    scales: tuple[Scale, ...] = ()
    pages: tuple[Page, ...]
    tree: Node | None = None
    measures: tuple[Measure, ...] = ()
    closing: Text | None = None

    def items(self) -> Iterator[Item]:
        """Yield the items in the order in which they are asked."""
        for page in self.pages:
            yield from page.items

    def item(self, item_id: str) -> Item:
        """Return the item with this id; `KeyError` if there is none."""
        return self._items_by_id[item_id]

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes of the tree, depth first; nothing without a tree."""
        if self.tree is not None:
            yield from self.tree.walk()

    @property
    def headline(self) -> Measure | None:
        """The one measure that stands for the whole, if the instrument has one."""
        return next((m for m in self.measures if m.headline), None)

    @cached_property
    def _items_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items()}
