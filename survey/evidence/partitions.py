"""The released answers, wave by wave and period by period, each under one hash.

A closed period takes in no more, so its hash never changes again. Illustrative
waves are left out: they may be dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, func, select

from survey.database import session
from survey.evidence import tree
from survey.responses.models import Answer, Response
from survey.waves.models import Period, Wave

AT_ONCE = 5_000
COLUMNS = (
    Response.id,
    Response.instrument_version_id,
    Response.unit_id,
    Response.service_field,
    Response.channel,
    Response.proof,
    Response.language,
    Response.stratum,
    Response.cluster,
    Response.base_weight,
    Response.adjustment_cell,
    Response.interviewer,
    Response.flags,
)


@dataclass(frozen=True)
class Partition:
    """The answers of one period of one wave."""

    wave: str
    period: int
    closed: bool
    root: str

    @property
    def name(self) -> str:
        return f"{self.wave}/{self.period}"


def list_partitions() -> list[Partition]:
    """Return all periods that hold answers, or are closed, hashed as they stand."""
    periods = session().scalars(
        select(Period)
        .join(Wave, Wave.id == Period.wave_id)
        .where(Wave.illustrative.is_(False))
        .order_by(Wave.slug, Period.number)
    )
    return [
        Partition(
            wave=period.wave.slug,
            period=period.number,
            closed=period.closed_at is not None,
            root=tree.root(_leaves(period)),
        )
        for period in periods.all()
        if period.closed_at is not None or _holds_any(period)
    ]


def count_by_channel() -> dict[str, int]:
    """Return how many answers of closed periods came by which channel."""
    rows = session().execute(
        select(Response.channel, func.count())
        .join(Period, Period.id == Response.period_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.illustrative.is_(False), Period.closed_at.is_not(None))
        .group_by(Response.channel)
    )
    return {channel.value: n for channel, n in sorted(rows, key=itemgetter(0))}


def _of(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Response.wave_id == period.wave_id, Response.period_id == period.id


def _holds_any(period: Period) -> bool:
    one = select(Response.id).where(*_of(period)).limit(1)
    return session().scalar(one) is not None


def _leaves(period: Period) -> Iterator[bytes]:
    """Yield the hash of each response with its answers."""
    answers = _answers_of(period)
    held = next(answers, None)
    rows = session().execute(
        select(*COLUMNS).where(*_of(period)).order_by(Response.id),
        execution_options={"yield_per": AT_ONCE},
    )
    for row in rows:
        given: list[list[int]] = []
        if held is not None and held[0] == row.id:
            given, held = held[1], next(answers, None)
        yield tree.leaf([period.wave.slug, period.number, *map(_written, row), given])


def _answers_of(period: Period) -> Iterator[tuple[int, list[list[int]]]]:
    rows = session().execute(
        select(Answer.response_id, Answer.item_id, Answer.code)
        .join(
            Response,
            (Response.wave_id == Answer.wave_id) & (Response.id == Answer.response_id),
        )
        .where(*_of(period))
        .order_by(Answer.response_id, Answer.item_id),
        execution_options={"yield_per": AT_ONCE},
    )
    for response_id, given in groupby(rows, key=itemgetter(0)):
        yield response_id, [[item_id, code] for _id, item_id, code in given]


def _written(value: object) -> object:
    """Return a stored value as every database gives it back."""
    if isinstance(value, float):
        return repr(value)
    return getattr(value, "value", value)
