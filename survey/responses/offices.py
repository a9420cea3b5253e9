"""The offices that can be rated now, and finding one among them."""

from dataclasses import dataclass

from survey.agencies.models import Unit
from survey.agencies.search import matches, without_marks
from survey.i18n import language
from survey.languages import ENGLISH
from survey.waves import service as waves
from survey.waves.errors import WaveNotOpen
from survey.waves.models import Wave


@dataclass(frozen=True)
class Form:
    """A form that can be answered about an office."""

    title: str
    wave_slug: str
    unit_code: str


@dataclass(frozen=True)
class Office:
    """An office with the forms it can be rated by."""

    name: str
    forms: list[Form]


def list_offices(search: str) -> dict[str, list[Office]]:
    """Return the offices that match the words, by province and name."""
    units: dict[int, Unit] = {}
    forms: dict[int, list[Form]] = {}
    for wave in _open_waves():
        for unit in wave.units:
            units[unit.id] = unit
            forms.setdefault(unit.id, []).append(
                Form(_title(wave), wave.slug, unit.code)
            )
    provinces: dict[str, list[Office]] = {}
    for unit in sorted(units.values(), key=lambda unit: _in_order(unit)):
        province = top(unit).name
        if matches(search, f"{unit.name} {province}"):
            office = Office(unit.name, forms[unit.id])
            provinces.setdefault(province, []).append(office)
    return provinces


def top(unit: Unit) -> Unit:
    """Return the province of a unit; a unit below none stands for itself."""
    while unit.parent is not None:
        unit = unit.parent
    return unit


def _open_waves() -> list[Wave]:
    return [wave for wave in waves.list_open_waves() if _accepts(wave)]


def _accepts(wave: Wave) -> bool:
    try:
        waves.check_accepts(wave)
    except WaveNotOpen:
        return False
    return True


def _title(wave: Wave) -> str:
    return wave.name_en if language() == ENGLISH else wave.name


def _in_order(unit: Unit) -> tuple[str, str, str]:
    return without_marks(top(unit).name), without_marks(unit.name), unit.name
