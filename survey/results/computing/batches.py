"""The atoms of publication: each answer counts in exactly one batch."""

from collections.abc import Sequence

from sqlalchemy import func, select

from survey.database import session
from survey.responses.models import Response
from survey.results.errors import PeriodNotClosed
from survey.results.models import Batch
from survey.results.printing import FEWEST
from survey.waves.models import Period, Wave, WaveUnit


def form_batches(wave: Wave, period: Period) -> list[Batch]:
    """Return the batches that end with the period, formed where they were not.

    A unit's answers since its last batch become a batch when they are ten;
    fewer wait for the next period. Periods before this one come first, so that
    it does not matter when, or how often, this is called.

    Raises
    ------
    PeriodNotClosed
        If answers could still be added to this or an earlier period.
    """
    periods = [other for other in wave.periods if other.number <= period.number]
    if any(other.closed_at is None for other in periods):
        raise PeriodNotClosed
    units, counts, reached = _unit_ids(wave), _counts(wave), _reached(wave)
    for last in periods:
        for unit_id in units:
            after = reached.get(unit_id, 0)
            members = [p for p in periods if after < p.number <= last.number]
            n = sum(counts.get((unit_id, member.id), 0) for member in members)
            if n >= FEWEST:
                session().add(_batch(wave, unit_id, members, n))
                reached[unit_id] = last.number
    session().flush()
    return batches_ending_with(period)


def batches_ending_with(period: Period) -> list[Batch]:
    """Return the batches whose last answers are of this period."""
    statement = select(Batch).where(Batch.last_period_id == period.id)
    return list(session().scalars(statement.order_by(Batch.unit_id)))


def _batch(wave: Wave, unit_id: int, members: Sequence[Period], n: int) -> Batch:
    return Batch(
        wave_id=wave.id,
        unit_id=unit_id,
        first_period_id=members[0].id,
        last_period_id=members[-1].id,
        n=n,
    )


def _unit_ids(wave: Wave) -> list[int]:
    statement = select(WaveUnit.unit_id).where(WaveUnit.wave_id == wave.id)
    return list(session().scalars(statement.order_by(WaveUnit.unit_id)))


def _reached(wave: Wave) -> dict[int, int]:
    """Return the number of the last period that each unit's batches reach."""
    rows = session().execute(
        select(Batch.unit_id, func.max(Period.number).label("number"))
        .join(Period, Period.id == Batch.last_period_id)
        .where(Batch.wave_id == wave.id)
        .group_by(Batch.unit_id)
    )
    return {row.unit_id: row.number for row in rows}


def _counts(wave: Wave) -> dict[tuple[int, int], int]:
    rows = session().execute(
        select(Response.unit_id, Response.period_id, func.count())
        .where(Response.wave_id == wave.id)
        .group_by(Response.unit_id, Response.period_id)
    )
    return {(unit_id, period_id): n for unit_id, period_id, n in rows}
