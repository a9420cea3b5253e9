"""What a document may hold: the keys of the YAML file and of the frozen JSON form.

The file and the frozen form are one schema, so the checks of an author's file and of
a document read back from the database are the same code. Keys left at their default
are left out of the frozen form: a key added later does not change an old hash.
"""

from datetime import date
from typing import Any

from msgspec import Struct

from questionnaires.model import (
    Aggregation,
    Base,
    ItemType,
    MeasureKind,
    NodeKind,
    Role,
    UnitLevel,
)

Words = dict[str, str]


class Part(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Parent of everything that a document is made of."""


class OptionPart(Part, frozen=True, kw_only=True):
    code: int
    label: Words
    missing: bool = False


class ScalePart(Part, frozen=True, kw_only=True):
    options: tuple[OptionPart, ...]
    favourable: tuple[int, ...] = ()
    faces: bool = False


class ItemPart(Part, frozen=True, kw_only=True):
    id: str
    type: ItemType
    text: Words
    hint: Words | None = None
    number: str | None = None
    scale: str | None = None
    options: tuple[OptionPart, ...] = ()
    favourable: tuple[int, ...] = ()
    faces: bool = False
    required: bool = False
    ask_if: str | list[Any] | None = None
    low: int | None = None
    high: int | None = None
    longest: int | None = None
    role: Role | None = None


class PagePart(Part, frozen=True, kw_only=True):
    id: str
    title: Words | None = None
    intro: Words | None = None
    items: tuple[ItemPart, ...]


class NodePart(Part, frozen=True, kw_only=True):
    id: str
    kind: NodeKind
    title: Words
    children: tuple["NodePart", ...] = ()
    items: tuple[str, ...] = ()


class MeasurePart(Part, frozen=True, kw_only=True):
    id: str
    kind: MeasureKind
    title: Words
    of: str | tuple[str, ...]
    codes: tuple[int, ...] | None = None
    base: Base = "valid"
    aggregation: Aggregation = "mean_of_item_shares"
    headline: bool = False


class LegalBasisPart(Part, frozen=True, kw_only=True):
    text: str
    verified: bool
    note: Words | None = None


class InstrumentPart(Part, frozen=True, kw_only=True):
    id: str
    version: int
    languages: tuple[str, ...]
    title: Words
    heading: Words | None = None
    legal_basis: LegalBasisPart | None = None
    valid_from: date
    valid_to: date | None = None
    population: Words
    rates: tuple[UnitLevel, ...]
    minutes: int
    scales: dict[str, ScalePart] = {}
    pages: tuple[PagePart, ...]
    tree: NodePart | None = None
    measures: tuple[MeasurePart, ...] = ()
    closing: Words | None = None
