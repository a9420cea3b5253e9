"""Finished dossiers of units and periods, as the one-stop system counts them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from survey.agencies.models import Unit
from survey.database import session
from survey.waves.dossier_models import FinishedDossiers
from survey.waves.models import Period

MOST = 10_000_000


def counts_of(period: Period) -> dict[int, int]:
    """Return the counts of a period by unit."""
    statement = select(
        FinishedDossiers.unit_id, FinishedDossiers.count.label("dossiers")
    ).where(FinishedDossiers.period_id == period.id)
    return {row.unit_id: row.dossiers for row in session().execute(statement)}


def write(period: Period, units: Sequence[Unit], counts: Mapping[int, int]) -> None:
    """Write down the counts of some units; a unit without one has none any more."""
    session().execute(
        delete(FinishedDossiers).where(
            FinishedDossiers.period_id == period.id,
            FinishedDossiers.unit_id.in_([unit.id for unit in units]),
        )
    )
    session().add_all(
        FinishedDossiers(period_id=period.id, unit_id=unit.id, count=counts[unit.id])
        for unit in units
        if unit.id in counts
    )
    session().flush()


def total_of(periods: Sequence[Period], unit_id: int) -> int | None:
    """Return the sum over periods; nothing where one of them is not known."""
    statement = select(func.count(), func.sum(FinishedDossiers.count)).where(
        FinishedDossiers.period_id.in_([period.id for period in periods]),
        FinishedDossiers.unit_id == unit_id,
    )
    known, total = session().execute(statement).one()
    return int(total) if known == len(periods) and total is not None else None
