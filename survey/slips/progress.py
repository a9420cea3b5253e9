"""How far the slips of an office are: printed, found, entered, set aside, left."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from survey.agencies.models import Unit
from survey.agencies.tenancy import EVERYTHING, Scope
from survey.database import session
from survey.slips.models import BoxOpening, SlipBatch, SlipUse
from survey.waves.models import Wave

Office = tuple[int, int]


@dataclass(frozen=True)
class Counts:
    """Slips of one office in one wave.

    `recorded_invalid` is what the openings say; `spoilt` is what was set aside
    when the slips were entered.
    """

    printed: int = 0
    found: int = 0
    recorded_invalid: int = 0
    entered: int = 0
    spoilt: int = 0

    @property
    def handled(self) -> int:
        """Return how many slips need nothing more."""
        return self.entered + self.spoilt

    @property
    def left(self) -> int:
        """Return how many slips of opened boxes still wait."""
        return self.found - self.handled


def count(wave: Wave, unit: Unit) -> Counts:
    """Return the counts of one office."""
    return _count_all(wave.id, unit.id).get((wave.id, unit.id), Counts())


def list_counts(scope: Scope = EVERYTHING) -> list[tuple[Wave, Unit, Counts]]:
    """Return the counts of the offices that have slips, the newest wave first."""
    counts = _count_all()
    waves = {wave.id: wave for wave in session().scalars(select(Wave))}
    ids = {unit_id for _, unit_id in counts}
    units = session().scalars(
        select(Unit).where(Unit.id.in_(ids), scope.covers(Unit.id))
    )
    by_id = {unit.id: unit for unit in units}
    told = [
        (waves[wave_id], by_id[unit_id], office)
        for (wave_id, unit_id), office in counts.items()
        if unit_id in by_id
    ]
    return sorted(
        told, key=lambda one: (-one[0].opens_on.toordinal(), one[0].id, one[1].name)
    )


def _count_all(
    wave_id: int | None = None, unit_id: int | None = None
) -> dict[Office, Counts]:
    parts: dict[Office, dict[str, int]] = defaultdict(dict)
    for table, names, sums in _sums():
        statement = sums.add_columns(table.wave_id, table.unit_id)
        if wave_id is not None:
            statement = statement.where(table.wave_id == wave_id)
        if unit_id is not None:
            statement = statement.where(table.unit_id == unit_id)
        for row in session().execute(statement.group_by(table.wave_id, table.unit_id)):
            *numbers, wave, unit = map(int, row)
            parts[wave, unit].update(zip(names, numbers, strict=True))
    return {office: Counts(**numbers) for office, numbers in parts.items()}


def _sums() -> Iterator[tuple[Any, tuple[str, ...], Select[*tuple[Any, ...]]]]:
    """Yield what is summed up by office, and what the sums are called."""
    printed = func.sum(SlipBatch.last - SlipBatch.first + 1)
    yield SlipBatch, ("printed",), select(printed)
    later = aliased(BoxOpening)
    holding = (
        select(func.sum(BoxOpening.found), func.sum(BoxOpening.invalid))
        .outerjoin(later, later.corrects_id == BoxOpening.id)
        .where(later.id.is_(None))
    )
    yield BoxOpening, ("found", "recorded_invalid"), holding
    entered = func.count().filter(SlipUse.spoilt.is_(None))
    yield SlipUse, ("entered", "spoilt"), select(entered, func.count(SlipUse.spoilt))
