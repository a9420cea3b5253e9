"""What a schema cannot say: that a mapping is sound, and fits its instrument."""

import re
from collections.abc import Iterator
from datetime import timedelta

from questionnaires import Instrument
from questionnaires.flaws import Flaw, spoken
from survey.imports.mapping.item_checks import item_flaws
from survey.imports.mapping.schema import MappingPart, PeriodPart, WavePart

# Both stand in addresses of pages.
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def find_flaws(mapping: MappingPart, instrument: Instrument) -> Iterator[Flaw]:
    """Yield everything that is wrong with the mapping, not only the first."""
    yield from _wave_flaws(mapping.wave)
    yield from _agency_flaws(mapping)
    yield from item_flaws(mapping, instrument)
    if mapping.period is not None:
        yield from _period_flaws(mapping.period, mapping.wave)
    if mapping.language not in {None, *instrument.languages}:
        known = ", ".join(instrument.languages)
        yield Flaw(("language",), f"the instrument speaks {known}")
    yield from _column_flaws(mapping)


def _wave_flaws(wave: WavePart) -> Iterator[Flaw]:
    if not SLUG.fullmatch(wave.slug):
        yield Flaw(
            ("wave", "slug"),
            f"{spoken(wave.slug)} is not made of small letters, digits and hyphens",
        )
    for key in ("name", "name_en", "population", "population_en"):
        if not getattr(wave, key):
            yield Flaw(("wave", key), "is empty")
    if wave.closes_on < wave.opens_on:
        yield Flaw(("wave", "closes_on"), "lies before opens_on")
    seen: set[float] = set()
    for index, target in enumerate(wave.targets):
        if not 0 < target.value < 1:
            yield Flaw(
                ("wave", "targets", index), "the value is a share: between 0 and 1"
            )
        if target.value in seen:
            yield Flaw(("wave", "targets", index), "the value comes twice")
        seen.add(target.value)


def _agency_flaws(mapping: MappingPart) -> Iterator[Flaw]:
    agency = mapping.agency
    if (agency.unit is None) == (agency.column is None):
        yield Flaw(("agency",), "give either one unit, or the column that names it")
    if agency.units and agency.column is None:
        yield Flaw(("agency", "units"), "needs the column whose cells these are")
    used = set(agency.units.values()) | {agency.unit}
    for code, name in mapping.new_units.items():
        path = ("new_units", code)
        if not UNIT_CODE.fullmatch(code):
            yield Flaw(path, "a code is made of letters, digits, dots and hyphens")
        if not name:
            yield Flaw(path, "the name of the unit is empty")
        # Without `units` the cells are the codes, and the file says which are used.
        if code not in used and (agency.column is None or agency.units):
            yield Flaw(path, "no answer is given to this unit; see agency")


def _period_flaws(period: PeriodPart, wave: WavePart) -> Iterator[Flaw]:
    path = ("period", "values")
    stretches = sorted(period.values.values(), key=lambda each: each.starts_on)
    if not stretches:
        yield Flaw(path, "there must be at least one period")
        return
    expected = wave.opens_on
    for stretch in stretches:
        if stretch.starts_on != expected or stretch.ends_on < stretch.starts_on:
            break
        expected = stretch.ends_on + timedelta(days=1)
    if expected != wave.closes_on + timedelta(days=1):
        yield Flaw(
            path,
            "the periods must follow each other from the wave's first day to its "
            f"last; one should begin or end on {expected}",
        )


def _column_flaws(mapping: MappingPart) -> Iterator[Flaw]:
    for key in ("weight", "stratum", "cluster", "skip_rows_when_blank"):
        value = getattr(mapping, key)
        names = [value] if isinstance(value, str) else list(value or ())
        for name in names:
            if not name:
                yield Flaw((key,), "the name of a column is empty")
        if len(set(names)) < len(names):
            yield Flaw((key,), "a column comes twice")
