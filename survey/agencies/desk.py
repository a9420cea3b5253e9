"""The desk of a unit: who calls citizens back, and where complaints belong."""

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from survey.agencies.models import Unit, UnitDesk
from survey.agencies.search import matches
from survey.agencies.tenancy import EVERYTHING, Scope
from survey.audit.service import record
from survey.contacts import normal_email
from survey.database import session

AT_MOST = 50  # units on a page; a name or code finds the others


@dataclass(frozen=True)
class Listed:
    """A unit and its desk, where it has one."""

    unit: Unit
    desk: UnitDesk | None


def find_desk(unit: Unit) -> UnitDesk | None:
    """Return the desk of the unit, or nothing."""
    return session().get(UnitDesk, unit.id)


def desk_email(unit: Unit) -> str | None:
    """Return the address that a citizen's request to this unit goes to."""
    desk = find_desk(unit)
    return desk.email if desk else None


def codes_with_desk() -> set[str]:
    """Return the codes of the units that can be asked for a call."""
    return set(
        session().scalars(
            select(Unit.code)
            .join(UnitDesk, UnitDesk.unit_id == Unit.id)
            .where(UnitDesk.email.is_not(None))
        )
    )


def complaint_channel(unit: Unit) -> str | None:
    """Return where complaints and denunciations about the unit belong.

    A sentence for citizens, with an address and a telephone number; nothing
    where nobody has written one.
    """
    desk = find_desk(unit)
    return desk.complaint_channel if desk and desk.complaint_channel else None


def set_desk(unit: Unit, *, email: str, complaint_channel: str, by: str) -> None:
    """Write down the desk of a unit; an empty address takes it away.

    Raises
    ------
    NotReachable
        If the address is no e-mail address.
    """
    address = normal_email(email) if email.strip() else None
    desk = find_desk(unit)
    if desk is None:
        desk = UnitDesk(unit_id=unit.id)
        session().add(desk)
    desk.email = address
    desk.complaint_channel = " ".join(complaint_channel.split())
    session().flush()
    record(
        by,
        "desk.set",
        f"unit:{unit.code}",
        email=address is not None,
        complaint_channel=desk.complaint_channel != "",
    )


def list_desks(search: str = "", scope: Scope = EVERYTHING) -> list[Listed]:
    """Return the units that fit a search; without one, those that have a desk."""
    rows = session().execute(
        select(Unit, UnitDesk)
        .outerjoin(UnitDesk, UnitDesk.unit_id == Unit.id)
        .where(scope.covers(Unit.id))
        .order_by(Unit.name, Unit.id)
    )
    found = (
        Listed(unit, desk)
        for unit, desk in rows
        if (search == unit.code or matches(search, unit.name))
        and (search or desk is not None)
    )
    return list(islice(found, AT_MOST))
