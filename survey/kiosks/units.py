"""The office that a kiosk is for, found by a few words of its name."""

from survey import clock
from survey.agencies.models import Unit, UnitKind
from survey.agencies.search import matches
from survey.agencies.service import list_units
from survey.agencies.tenancy import Scope

MOST = 30


def find_units(search: str, scope: Scope) -> list[Unit]:
    """Return the units that exist today and match the words; none without words."""
    if not search.strip():
        return []
    allowed = scope.ids()
    found = (
        unit
        for unit in list_units()
        if (allowed is None or unit.id in allowed)
        and _exists(unit)
        and matches(search, _whole_name(unit))
    )
    return [unit for unit, _ in zip(found, range(MOST), strict=False)]


def _exists(unit: Unit) -> bool:
    over = unit.valid_to is not None and unit.valid_to < clock.today()
    return unit.kind is not UnitKind.OTHER and not over


def _whole_name(unit: Unit) -> str:
    return f"{unit.name} {unit.parent.name if unit.parent else ''}"
