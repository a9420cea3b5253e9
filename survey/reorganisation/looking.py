"""What a page tells of a unit: where it stands in the tree, and its past."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from survey.agencies.models import Unit, UnitFormer, UnitSuccession
from survey.agencies.search import matches
from survey.agencies.service import SINGLE
from survey.agencies.succession import formers_of, predecessors_of, successors_of
from survey.agencies.tenancy import Scope
from survey.database import session
from survey.reorganisation.service import ancestors_of, children_of, place_in_list

AT_MOST = 100  # units on a page; words of a name find the others


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """A unit with what lies above and below, before and after it."""

    unit: Unit
    above: Sequence[Unit]
    below: Sequence[Unit]
    formers: Sequence[UnitFormer]
    predecessors: Sequence[UnitSuccession]
    successors: Sequence[UnitSuccession]


def page_of(unit: Unit, scope: Scope) -> UnitPage:
    """Return what is told of a unit to somebody with this scope."""
    return UnitPage(
        unit=unit,
        above=[each for each in ancestors_of(unit) if scope.holds(each)],
        below=children_of(unit),
        formers=formers_of(unit),
        predecessors=predecessors_of(unit),
        successors=successors_of(unit),
    )


def tops(scope: Scope) -> list[Unit]:
    """Return the highest units that the scope holds, by name."""
    top = Unit.parent_id.is_(None) if scope.everything else Unit.id.in_(scope.roots)
    return sorted(session().scalars(select(Unit).where(top, SINGLE)), key=place_in_list)


def search(words: str, scope: Scope) -> list[Unit]:
    """Return the units whose code is that, or whose name has all the words."""
    rows = session().scalars(
        select(Unit)
        .where(scope.covers(Unit.id), SINGLE)
        .options(joinedload(Unit.parent))
    )
    found = (each for each in rows if words == each.code or matches(words, each.name))
    return sorted(found, key=place_in_list)[:AT_MOST]


def all_of(scope: Scope) -> Iterator[Unit]:
    """Yield every unit of the scope, each parent above its children."""
    rows = session().scalars(
        select(Unit).where(scope.covers(Unit.id), SINGLE).order_by(Unit.code)
    )
    below: dict[int | None, list[Unit]] = {}
    for each in rows:
        below.setdefault(each.parent_id, []).append(each)
    waiting = list(reversed(tops(scope)))
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting += reversed(below.get(unit.id, []))
