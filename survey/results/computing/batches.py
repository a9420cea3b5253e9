"""The atoms of publication: each answer counts in exactly one batch."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select

from survey.database import session
from survey.responses.models import Response
from survey.results.errors import PeriodNotClosed
from survey.results.models import Batch
from survey.results.printing import FEWEST
from survey.waves.groups import members_by_group
from survey.waves.models import Period, Wave

Counts = Mapping[int, Mapping[int, int]]
"""Answers by unit and period."""


def form_batches(wave: Wave, period: Period) -> list[Batch]:
    """Return the batches that end with the period, formed where they were not.

    A unit's answers since its last batch become a batch when they are ten;
    fewer wait for the next period. With the last period of the wave those who wait
    join the group that the wave declares for them. Periods before this one come
    first, so that it does not matter when, or how often, this is called.

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
            waiting = _waiting(counts, unit_id, reached.get(unit_id, 0), last)
            if sum(waiting.values()) >= FEWEST:
                session().add(_batch(wave, unit_id, waiting))
                reached[unit_id] = last.number
    if periods == list(wave.periods):
        _pool(wave, counts, reached)
    session().flush()
    return batches_ending_with(period)


def _pool(wave: Wave, counts: Counts, reached: Mapping[int, int]) -> None:
    """Form the batches of groups: what their members have left at the wave's end."""
    last = wave.periods[-1]
    for group, members in members_by_group(wave.id).items():
        if group.id in reached:
            continue
        left: Counter[Period] = Counter()
        for unit_id in members:
            left.update(_waiting(counts, unit_id, reached.get(unit_id, 0), last))
        if left.total() >= FEWEST:
            session().add(_batch(wave, group.id, left))


def _waiting(
    counts: Counts, unit_id: int, after: int, last: Period
) -> dict[Period, int]:
    """Return a unit's answers in the periods after a number, up to the last."""
    own = counts.get(unit_id, {})
    return {
        period: own.get(period.id, 0)
        for period in last.wave.periods
        if after < period.number <= last.number
    }


def batches_ending_with(period: Period) -> list[Batch]:
    """Return the batches whose last answers are of this period."""
    statement = select(Batch).where(Batch.last_period_id == period.id)
    return list(session().scalars(statement.order_by(Batch.unit_id)))


def _batch(wave: Wave, unit_id: int, answers: Mapping[Period, int]) -> Batch:
    periods = sorted(answers, key=lambda period: period.number)
    return Batch(
        wave_id=wave.id,
        unit_id=unit_id,
        first_period_id=periods[0].id,
        last_period_id=periods[-1].id,
        n=sum(answers.values()),
    )


def _unit_ids(wave: Wave) -> list[int]:
    return sorted(unit.id for unit in wave.units)


def _reached(wave: Wave) -> dict[int, int]:
    """Return the number of the last period that each unit's batches reach."""
    rows = session().execute(
        select(Batch.unit_id, func.max(Period.number).label("number"))
        .join(Period, Period.id == Batch.last_period_id)
        .where(Batch.wave_id == wave.id)
        .group_by(Batch.unit_id)
    )
    return {row.unit_id: row.number for row in rows}


def _counts(wave: Wave) -> Counts:
    """Return the answers of each unit in each period."""
    rows = session().execute(
        select(Response.unit_id, Response.period_id, func.count())
        .where(Response.wave_id == wave.id)
        .group_by(Response.unit_id, Response.period_id)
    )
    counts: dict[int, dict[int, int]] = {}
    for unit_id, period_id, n in rows:
        counts.setdefault(unit_id, {})[period_id] = n
    return counts
