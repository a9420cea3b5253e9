"""Makes a closed wave of the rows that were read: all of them, or nothing."""

from collections.abc import Callable, Sequence

from msgspec import structs

from survey.accounts.models import Account
from survey.accounts.service import actor
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit
from survey.audit.service import record
from survey.database import session
from survey.imports import storing
from survey.imports.errors import UnitHasOtherName, UnitsUnknown
from survey.imports.mapping import Mapping
from survey.imports.places import numbered_periods
from survey.imports.reading import Outcome
from survey.imports.rows import Rows
from survey.instruments.service import publish
from survey.waves import service as waves
from survey.waves.errors import SlugIsTaken
from survey.waves.models import Wave, WaveKind
from survey.waves.rules import Stretch


def check_names(mapping: Mapping) -> None:
    """Refuse a mapping whose wave exists already, or whose units do not exist."""
    if waves.find_wave(mapping.part.wave.slug) is not None:
        raise SlugIsTaken(mapping.part.wave.slug)
    for code, name in mapping.part.new_units.items():
        known = find_unit(code)
        if known is not None and known.name != name:
            raise UnitHasOtherName(code, known=known.name, written=name)
    unknown = [code for code in _named_units(mapping) if not is_unit(code)]
    if unknown:
        raise UnitsUnknown(unknown)


def is_unit(code: str) -> bool:
    """Say whether a unit with this code is known."""
    return find_unit(code) is not None


def _named_units(mapping: Mapping) -> list[str]:
    """Return the codes that the mapping itself uses and does not define."""
    agency = mapping.part.agency
    codes = [agency.unit] if agency.unit is not None else []
    codes += agency.units.values()
    return [code for code in dict.fromkeys(codes) if code not in mapping.part.new_units]


def rehearse(mapping: Mapping, rows: Rows) -> None:
    """Make the wave without its rows and undo it: what would be refused, is."""
    attempt = session().begin_nested()
    try:
        _make_wave(mapping, rows)
    finally:
        attempt.rollback()


def load(
    mapping: Mapping,
    outcome: Outcome,
    account: Account,
    *,
    advance: Callable[[int], None] = lambda rows: None,
) -> Wave:
    """Store what was read as a closed wave with closed periods.

    Parameters
    ----------
    advance
        Is told how many more rows have been stored.
    """
    wave = _make_wave(mapping, outcome.rows)
    storing.store_rows(wave, mapping, outcome.rows, advance=advance)
    storing.store_texts(wave, outcome.rows)
    for period in wave.periods:
        waves.close_period(period)
    waves.close_wave(wave)
    record(
        actor(account),
        "import.load",
        f"wave:{wave.slug}",
        rows=len(outcome.rows),
        skipped=outcome.skipped,
        file_sha256=outcome.sha256,
        mapping_sha256=mapping.sha256,
        instrument=f"{mapping.instrument.id}/{mapping.instrument.version}",
    )
    return wave


def _make_wave(mapping: Mapping, rows: Rows) -> Wave:
    part = mapping.part.wave
    return waves.create_wave(
        waves.NewWave(
            slug=part.slug,
            name=part.name,
            name_en=part.name_en,
            kind=WaveKind.IMPORTED,
            instrument_version=publish(mapping.instrument),
            population=part.population,
            population_en=part.population_en,
            opens_on=part.opens_on,
            closes_on=part.closes_on,
            units=_units(mapping, rows.units.words),
            periods=[
                Stretch(starts_on=stretch.starts_on, ends_on=stretch.ends_on)
                for _, stretch in numbered_periods(mapping.part)
            ],
            targets=[waves.Target(**structs.asdict(each)) for each in part.targets],
            languages=",".join(mapping.instrument.languages),
        )
    )


def _units(mapping: Mapping, codes: Sequence[str]) -> list[Unit]:
    return [find_unit(code) or _new_unit(mapping, code) for code in codes]


def _new_unit(mapping: Mapping, code: str) -> Unit:
    unit = Unit(
        code=code,
        name=mapping.part.new_units[code],
        kind=UnitKind.OTHER,
        valid_from=mapping.part.wave.opens_on,
    )
    session().add(unit)
    session().flush()
    return unit
