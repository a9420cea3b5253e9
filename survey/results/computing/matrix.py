"""Reads the tally of a publication's batches into arrays."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from analysis.arrays import Floats
from survey.database import session
from survey.results.computing.domain import Domain
from survey.results.models import Batch, TallyBase, TallyCell
from survey.results.subjects import WHOLE
from survey.waves.models import Period, WaveUnit

AT_ONCE = 50_000

Psus = Mapping[tuple[str, str], int]
Rows = Select[*tuple[Any, ...]]
Statement = TypeVar("Statement", bound=Rows)


def load_domain(period: Period) -> Domain:
    """Return the answers of all batches that end with the period, as one domain.

    Rows are the PSUs of these batches and, so that no unit's domain is made by
    dropping PSUs, all others that answered in the period itself.
    """
    psus = {(row.stratum, row.psu): i for i, row in enumerate(_read_psus(period))}
    labels: dict[str, int] = {}
    strata = [labels.setdefault(stratum, len(labels)) for stratum, _ in psus]
    cells = session().execute(_cells(period))
    parts = [_numbers(part, psus) for part in cells.partitions(AT_ONCE)]
    table = np.concatenate([np.empty((0, 6)), *parts])
    unit, psu, item, code, n = table[:, :5].T.astype(np.intp)
    return Domain(
        strata=np.array(strata, dtype=np.intp),
        unit=unit,
        psu=psu,
        item=item,
        code=code,
        n=n,
        weight=table[:, 5],
    )


def load_bases(period: Period) -> dict[tuple[int, str], int]:
    """Return how many responses of a unit's batch rest under each subject."""
    keys = (Batch.unit_id, TallyBase.subject)
    counted = select(*keys, func.sum(TallyBase.n).label("n")).group_by(*keys)
    rows = session().execute(_batched(counted, TallyBase, period))
    return {(row.unit_id, row.subject): int(row.n) for row in rows}


def _read_psus(period: Period) -> Sequence[Any]:
    answered = select(TallyBase.stratum, TallyBase.psu).where(
        TallyBase.wave_id == period.wave_id, TallyBase.subject == WHOLE
    )
    batched = _batched(answered, TallyBase, period)
    present = answered.where(TallyBase.period_id == period.id)
    both = batched.union(present).subquery()
    return session().execute(select(both).order_by(*both.c)).all()


def _cells(period: Period) -> Rows:
    keys = (
        Batch.unit_id,
        TallyCell.stratum,
        TallyCell.psu,
        TallyCell.item_id,
        TallyCell.code,
    )
    summed = (func.sum(TallyCell.n), func.sum(TallyCell.weight))
    counted = select(*keys, *summed).group_by(*keys).order_by(TallyCell.item_id)
    return _batched(counted, TallyCell, period)


def _batched(
    statement: Statement, table: type[TallyCell | TallyBase], period: Period
) -> Statement:
    """Narrow a statement to the answers of the batches that end with the period.

    They are the batches of the units themselves, and those of their groups.
    """
    first, answered, member = aliased(Period), aliased(Period), aliased(WaveUnit)
    return (
        statement.join(
            member,
            and_(member.wave_id == table.wave_id, member.unit_id == table.unit_id),
        )
        .join(
            Batch,
            and_(
                Batch.wave_id == table.wave_id,
                Batch.unit_id.in_([member.unit_id, member.group_id]),
            ),
        )
        .join(first, first.id == Batch.first_period_id)
        .join(answered, answered.id == table.period_id)
        .where(
            Batch.last_period_id == period.id,
            answered.number.between(first.number, period.number),
            or_(
                Batch.unit_id == member.unit_id, ~_in_batch_of_its_own(table, answered)
            ),
        )
    )


def _in_batch_of_its_own(
    table: type[TallyCell | TallyBase], answered: type[Period]
) -> ColumnElement[bool]:
    """Say whether a batch of the unit that was rated holds the answers."""
    own, first, last = aliased(Batch), aliased(Period), aliased(Period)
    return (
        exists()
        .where(own.wave_id == table.wave_id, own.unit_id == table.unit_id)
        .where(first.id == own.first_period_id, last.id == own.last_period_id)
        .where(answered.number.between(first.number, last.number))
    )


def _numbers(rows: Sequence[Any], psus: Psus) -> Floats:
    """Return cells as numbers: unit, row of the PSU, item, code, n, weight."""
    return np.array(
        [
            (unit, psus[stratum, psu], item, code, n, weight)
            for unit, stratum, psu, item, code, n, weight in rows
        ],
        dtype=np.float64,
    )
