"""Counting answers where they lie: one closed period of a wave at a time.

A partition is always counted anew, never added to. The same statements run on
SQLite and PostgreSQL.
"""

from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
)

from questionnaires import NOT_ASKED, Instrument, ItemType
from survey.database import session
from survey.instruments.service import get_instrument, item_ids
from survey.responses.models import Answer, Response
from survey.results.models import TallyBase, TallyCell
from survey.results.subjects import WHOLE, composites
from survey.waves.models import Period, Wave

PSU = ("wave_id", "period_id", "unit_id", "stratum", "psu")


def rebuild(wave: Wave, period: Period) -> None:
    """Count the answers of a period anew: per PSU and item, and per subject."""
    for table in (TallyCell, TallyBase):
        session().execute(
            delete(table).where(table.wave_id == wave.id, table.period_id == period.id)
        )
    responses = _responses(wave, period)
    _count_cells(responses)
    _count_base(responses, WHOLE, literal(1) == 1)
    instrument = get_instrument(wave.instrument_version_id)
    ids = item_ids(wave.instrument_version_id)
    for subject, items in composites(instrument).items():
        valid = exists().where(
            Answer.wave_id == responses.c.wave_id,
            Answer.response_id == responses.c.id,
            _is_valid(instrument, items, ids),
        )
        _count_base(responses, subject, valid)


def _responses(wave: Wave, period: Period) -> Subquery:
    """Return the responses of the period; who has no cluster is a PSU alone."""
    alone = literal("r").concat(cast(Response.id, String))
    return (
        select(
            Response.wave_id,
            Response.period_id,
            Response.unit_id,
            Response.stratum,
            case((Response.cluster.is_(None), alone), else_=Response.cluster).label(
                "psu"
            ),
            Response.id,
            Response.base_weight.label("weight"),
        )
        .where(Response.wave_id == wave.id, Response.period_id == period.id)
        .subquery()
    )


def _count_cells(responses: Subquery) -> None:
    weight = responses.c.weight
    keys = [*(responses.c[name] for name in PSU), Answer.item_id, Answer.code]
    counted = (
        select(*keys, func.count(), func.sum(weight), func.sum(weight * weight))
        .join(
            Answer,
            and_(
                Answer.wave_id == responses.c.wave_id,
                Answer.response_id == responses.c.id,
            ),
        )
        .group_by(*keys)
    )
    columns = [*PSU, "item_id", "code", "n", "weight", "weight_squared"]
    session().execute(insert(TallyCell).from_select(columns, counted))


def _count_base(
    responses: Subquery, subject: str, belongs: ColumnElement[bool]
) -> None:
    keys = [responses.c[name] for name in PSU]
    counted = (
        select(
            *keys,
            literal(subject, String).label("subject"),
            func.count(),
            func.sum(responses.c.weight),
        )
        .where(belongs)
        .group_by(*keys)
    )
    columns = [*PSU, "subject", "n", "weight"]
    session().execute(insert(TallyBase).from_select(columns, counted))


def _is_valid(
    instrument: Instrument, items: Iterable[str], ids: dict[str, int]
) -> ColumnElement[bool]:
    """Say whether an answer is a valid one to any of the items."""
    by_rule: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
    for name in items:
        item = instrument.item(name)
        is_number = item.type is ItemType.NUMBER
        codes = (NOT_ASKED, *item.missing_codes) if is_number else item.valid_codes
        by_rule.setdefault((is_number, codes), []).append(ids[name])
    conditions = [
        and_(
            Answer.item_id.in_(some),
            Answer.code.not_in(codes) if is_number else Answer.code.in_(codes),
        )
        for (is_number, codes), some in by_rule.items()
    ]
    return or_(false(), *conditions)
