"""The keys of a mapping file, for msgspec."""

from datetime import date
from typing import Literal

from msgspec import Struct

Separator = Literal[",", ";", "|", "tab"]
Encoding = Literal[
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "windows-1258",
    "windows-1252",
    "latin-1",
]
Recoded = int | Literal["blank", "not_asked"]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parent of everything that a mapping is made of."""


class TargetPart(Part, frozen=True, kw_only=True):
    value: float
    legal_text: str
    legal_text_en: str
    only_reference: bool = False


class WavePart(Part, frozen=True, kw_only=True):
    slug: str
    name: str
    name_en: str
    population: str
    population_en: str
    opens_on: date
    closes_on: date
    targets: tuple[TargetPart, ...] = ()


class CsvPart(Part, frozen=True, kw_only=True):
    separator: Separator = ","
    encoding: Encoding = "utf-8"
    decimal: Literal[".", ","] = "."


class ItemPart(Part, frozen=True, kw_only=True):
    """Where the answers to one item stand, and what their cells mean."""

    column: str | None = None
    columns: tuple[str, ...] = ()
    options: dict[str, str] = {}
    chosen: tuple[str, ...] = ("1",)
    not_chosen: tuple[str, ...] = ("0",)
    recode: dict[str, Recoded] = {}
    missing: tuple[str, ...] = ()

    def all_columns(self) -> tuple[str, ...]:
        """Return every column that this item is read from."""
        single = (self.column,) if self.column is not None else ()
        return (*single, *self.columns, *self.options.values())


class AgencyPart(Part, frozen=True, kw_only=True):
    unit: str | None = None
    column: str | None = None
    units: dict[str, str] = {}


class StretchPart(Part, frozen=True, kw_only=True):
    starts_on: date
    ends_on: date


class PeriodPart(Part, frozen=True, kw_only=True):
    column: str
    values: dict[str, StretchPart]


class MappingPart(Part, frozen=True, kw_only=True):
    instrument: str
    wave: WavePart
    csv: CsvPart = CsvPart()
    language: str | None = None
    items: dict[str, str | ItemPart]
    missing: tuple[str, ...] = ()
    agency: AgencyPart
    new_units: dict[str, str] = {}
    period: PeriodPart | None = None
    weight: str | None = None
    stratum: str | tuple[str, ...] = ()
    cluster: str | tuple[str, ...] = ()
    skip_rows_when_blank: tuple[str, ...] = ()
