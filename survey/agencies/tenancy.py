"""The one tenant filter: whose data an account may see.

A role is held for the whole installation, or for a unit and everything below it.
Every page that shows what belongs to a unit asks here; what lies outside is not
refused but not found, so that nobody learns what exists elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, select, true

from survey.accounts.access import get_current_account
from survey.accounts.models import Account, Role
from survey.agencies.models import Unit
from survey.agencies.service import SINGLE, find_unit
from survey.database import session


@dataclass(frozen=True)
class Scope:
    """What somebody may see: everything, or some units and all below them."""

    everything: bool
    roots: frozenset[int]

    def covers(self, unit_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """Return the condition that a column names a unit within the scope."""
        if self.everything:
            return true()
        return unit_id.in_(descendants(self.roots))

    def ids(self) -> set[int] | None:
        """Return the ids within the scope, or nothing where it is everything."""
        if self.everything:
            return None
        return set(session().scalars(descendants(self.roots)))

    def holds(self, unit: Unit) -> bool:
        """Say whether this unit lies within the scope."""
        if self.everything:
            return True
        found = select(Unit.id).where(Unit.id == unit.id, self.covers(Unit.id))
        return session().scalar(found) is not None


EVERYTHING = Scope(everything=True, roots=frozenset())


def descendants(roots: Iterable[int]) -> Select[tuple[int]]:
    """Return a query for the ids of some units and of all below them."""
    below = select(Unit.id).where(Unit.id.in_(sorted(roots))).cte(recursive=True)
    # A union that drops repetitions ends even if units were their own ancestors.
    below = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return select(below.c.id)


def scope_of(account: Account, *roles: Role) -> Scope:
    """Return what the account may see by one of these roles, or by any it holds."""
    held = [account.held(role) for role in roles or Role]
    places = [role.unit_id for role in held if role is not None]
    return Scope(
        everything=None in places,
        roots=frozenset(place for place in places if place is not None),
    )


def current_scope(*roles: Role) -> Scope:
    """Return what whoever is signed in may see by one of these roles, or by any."""
    return scope_of(get_current_account(), *roles)


def get_unit(account: Account, code: str, *roles: Role) -> Unit:
    """Return the unit with this code, or answer "not found" outside the scope."""
    unit = find_unit(code)
    if unit is None or not scope_of(account, *roles).holds(unit):
        abort(404)
    return unit


def list_units_of(account: Account, *roles: Role) -> list[Unit]:
    """Return the units that the account may see, by name."""
    return list(
        session().scalars(
            select(Unit)
            .where(scope_of(account, *roles).covers(Unit.id), SINGLE)
            .order_by(Unit.name, Unit.id)
        )
    )
