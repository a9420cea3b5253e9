"""Units begin, change their name or parent, end, and are taken over by others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from survey import clock
from survey.agencies.loading import clean_name
from survey.agencies.models import Unit, UnitFormer, UnitKind, UnitSuccession
from survey.agencies.names import name_key
from survey.agencies.service import exists, find_unit
from survey.agencies.tenancy import Scope
from survey.audit.service import record
from survey.database import session
from survey.reorganisation.errors import (
    CodeTaken,
    DayNotPossible,
    HasEnded,
    NothingChanges,
    OwnAncestor,
    UnitsBelow,
    UnitUnknown,
    WaveRuns,
)
from survey.waves.models import Wave, WaveState, WaveUnit

ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=366)  # a decision is known before it comes into force
KINDS = list(UnitKind)  # from the province down
NAMED = 5  # units below that a refusal names


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """What a unit is when it begins."""

    code: str
    name: str
    kind: UnitKind
    parent: Unit | None
    valid_from: date


def known_unit(code: str) -> Unit:
    """Return the unit with this code.

    Raises
    ------
    UnitUnknown
        If no unit has it.
    """
    unit = find_unit(code.strip())
    if unit is None:
        raise UnitUnknown(code.strip())
    return unit


def add(new: NewUnit, *, by: str) -> Unit:
    """Let a unit begin.

    Raises
    ------
    CodeTaken
        If a unit has the code, even one that has ended.
    HasEnded
        If the parent has ended before.
    """
    if find_unit(new.code) is not None:
        raise CodeTaken
    if new.parent is not None:
        _check_exists(new.parent, new.valid_from)
    unit = Unit(
        code=new.code,
        name=clean_name(new.name),
        kind=new.kind,
        parent_id=new.parent.id if new.parent else None,
        valid_from=new.valid_from,
    )
    session().add(unit)
    session().flush()
    record(by, "unit.add", f"unit:{unit.code}", kind=unit.kind.value)
    return unit


def rename(unit: Unit, name: str, from_day: date, *, by: str) -> None:
    """Give the unit another name from a day on; before it keeps the old one.

    Raises
    ------
    NothingChanges, DayNotPossible, HasEnded
        If the name is the same, or the day cannot be.
    """
    name = clean_name(name)
    if name == unit.name:
        raise NothingChanges
    _remember(unit, from_day)
    record(by, "unit.rename", f"unit:{unit.code}", **{"from": unit.name, "to": name})
    unit.name = name


def move(unit: Unit, parent: Unit, from_day: date, *, by: str) -> None:
    """Let the unit belong to another parent from a day on.

    Raises
    ------
    NothingChanges, OwnAncestor, DayNotPossible, HasEnded
        If it belongs there already, the parent lies below it, or the day cannot be.
    """
    if parent.id == unit.parent_id:
        raise NothingChanges
    if Scope(everything=False, roots=frozenset({unit.id})).holds(parent):
        raise OwnAncestor
    _check_exists(parent, from_day)
    _remember(unit, from_day)
    former = unit.parent.code if unit.parent else ""
    record(by, "unit.move", f"unit:{unit.code}", **{"from": former, "to": parent.code})
    unit.parent_id = parent.id


def _remember(unit: Unit, from_day: date) -> None:
    """Keep what the unit is until the day before."""
    last = session().scalar(
        select(func.max(UnitFormer.valid_to)).where(UnitFormer.unit_id == unit.id)
    )
    until = from_day - ONE_DAY
    # On one day a unit may change both its name and its parent.
    earliest = last + ONE_DAY if last else unit.valid_from + ONE_DAY
    latest = min(clock.today(), unit.valid_to or date.max)
    if not earliest <= from_day <= latest:
        raise DayNotPossible(earliest, latest)
    if until != last:
        session().add(
            UnitFormer(
                unit_id=unit.id,
                valid_to=until,
                name=unit.name,
                parent_id=unit.parent_id,
            )
        )
        session().flush()


def end(unit: Unit, last_day: date, successors: Sequence[Unit], *, by: str) -> None:
    """Let the unit end, taken over by nobody, by one unit, or by several.

    Raises
    ------
    HasEnded, DayNotPossible, OwnAncestor, UnitsBelow, WaveRuns
        If it has ended already, the day lies before its beginning, it would take
        over from itself, units below would belong to nobody, or an open wave rates
        it after that day.
    """
    check_may_end(unit, last_day, successors)
    unit.valid_to = last_day
    for successor in successors:
        session().add(
            UnitSuccession(
                old_id=unit.id, new_id=successor.id, on_date=last_day + ONE_DAY
            )
        )
    session().flush()
    record(
        by,
        "unit.end",
        f"unit:{unit.code}",
        on=last_day.isoformat(),
        successors=",".join(each.code for each in successors),
    )


def check_may_end(unit: Unit, last_day: date, successors: Iterable[Unit]) -> None:
    """Refuse what `end` refuses, before anybody is asked whether she is sure."""
    if unit.valid_to is not None:
        raise HasEnded(unit.name)
    latest = clock.today() + AHEAD
    if not unit.valid_from <= last_day <= latest:
        raise DayNotPossible(unit.valid_from, latest)
    for successor in successors:
        if successor.id == unit.id:
            raise OwnAncestor
        _check_exists(successor, last_day + ONE_DAY)
    below = [child.name for child in children_of(unit) if child.valid_to is None]
    if below:
        raise UnitsBelow(below[:NAMED])
    running = _waves_after(unit, last_day)
    if running:
        raise WaveRuns(running)


def _waves_after(unit: Unit, last_day: date) -> list[str]:
    """Return the names of open waves that rate the unit after the day."""
    statement = (
        select(Wave.name)
        .join(WaveUnit, WaveUnit.wave_id == Wave.id)
        .where(
            WaveUnit.unit_id == unit.id,
            Wave.state == WaveState.OPEN,
            Wave.trial.is_(False),
            Wave.closes_on > last_day,
        )
        .order_by(Wave.name)
    )
    return list(session().scalars(statement))


def _check_exists(unit: Unit, day: date) -> None:
    if not exists(unit, day):
        raise HasEnded(unit.name)


def children_of(unit: Unit) -> Sequence[Unit]:
    """Return the units directly below, those that exist first, by kind and name."""
    found = session().scalars(select(Unit).where(Unit.parent_id == unit.id))
    return sorted(found, key=place_in_list)


def place_in_list(unit: Unit) -> tuple[object, ...]:
    """Return the key that sorts units as a list shows them."""
    return unit.valid_to is not None, KINDS.index(unit.kind), name_key(unit.name)


def ancestors_of(unit: Unit) -> list[Unit]:
    """Return the units above, the highest first."""
    above: list[Unit] = []
    parent = unit.parent
    while parent is not None and parent not in above:
        above.insert(0, parent)
        parent = parent.parent
    return above
