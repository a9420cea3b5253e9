"""What units were before: their names and parents, and who took over from whom.

A figure of an earlier year stands under the name of its year, and a trend shows
where the unit itself became another: its line is not read over such a day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from survey.agencies.models import Unit, UnitFormer, UnitSuccession
from survey.database import session


class BreakKind(StrEnum):
    """Why figures of a unit before a day do not compare with those after it."""

    MERGER = "merger"  # it took over others as a whole
    SPLIT = "split"  # it took over a part of another
    MOVE = "move"  # it belongs to another parent


@dataclass(frozen=True, kw_only=True)
class Break:
    """A day on which a unit changed, and the units it took over from or left."""

    on_date: date
    kind: BreakKind
    units: tuple[str, ...]


def breaks_of(unit: Unit) -> tuple[Break, ...]:
    """Return the days on which the unit became another, the earliest first."""
    found = [*_taken_over(unit), *_moves(formers_of(unit), unit)]
    return tuple(sorted(found, key=lambda each: (each.on_date, each.kind)))


def _taken_over(unit: Unit) -> Iterable[Break]:
    taken = predecessors_of(unit)
    shares = _successors_counted({each.old_id for each in taken})
    names: dict[tuple[date, BreakKind], list[str]] = defaultdict(list)
    for each in taken:
        kind = BreakKind.SPLIT if shares[each.old_id] > 1 else BreakKind.MERGER
        names[each.on_date, kind].append(each.old.name)
    return (
        Break(on_date=day, kind=kind, units=tuple(sorted(found)))
        for (day, kind), found in names.items()
    )


def _successors_counted(old_ids: Iterable[int]) -> dict[int, int]:
    statement = (
        select(UnitSuccession.old_id, func.count())
        .where(UnitSuccession.old_id.in_(old_ids))
        .group_by(UnitSuccession.old_id)
    )
    return {row[0]: row[1] for row in session().execute(statement)}


def _moves(formers: Sequence[UnitFormer], unit: Unit) -> Iterable[Break]:
    parents = [*(former.parent_id for former in formers), unit.parent_id]
    for former, then in zip(formers, parents[1:], strict=True):
        if former.parent_id != then and former.parent:
            yield Break(
                on_date=former.valid_to + timedelta(days=1),
                kind=BreakKind.MOVE,
                units=(former.parent.name,),
            )


def formers_of(unit: Unit) -> Sequence[UnitFormer]:
    """Return what the unit was before, the earliest first."""
    statement = (
        select(UnitFormer)
        .where(UnitFormer.unit_id == unit.id)
        .order_by(UnitFormer.valid_to)
        .options(joinedload(UnitFormer.parent))
    )
    return session().scalars(statement).all()


def predecessors_of(unit: Unit) -> Sequence[UnitSuccession]:
    """Return which units this one took over from, the earliest first."""
    statement = (
        select(UnitSuccession)
        .where(UnitSuccession.new_id == unit.id)
        .order_by(UnitSuccession.on_date, UnitSuccession.old_id)
        .options(joinedload(UnitSuccession.old))
    )
    return session().scalars(statement).all()


def successors_of(unit: Unit) -> Sequence[UnitSuccession]:
    """Return which units took over from this one."""
    statement = (
        select(UnitSuccession)
        .where(UnitSuccession.old_id == unit.id)
        .order_by(UnitSuccession.new_id)
        .options(joinedload(UnitSuccession.new))
    )
    return session().scalars(statement).all()


def names_on(day: date) -> dict[int, str]:
    """Return the names on a day of the units that are called otherwise today."""
    statement = (
        select(UnitFormer.unit_id, UnitFormer.name)
        .where(UnitFormer.valid_to >= day)
        .order_by(UnitFormer.valid_to.desc())  # the row that ends first comes last
    )
    return {row.unit_id: row.name for row in session().execute(statement)}
