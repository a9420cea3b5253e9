"""Keeping the period of an answer open until the answer is counted."""

from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, Date, Select, Table, bindparam, select

from survey.database import connection, session
from survey.waves.models import Period, Wave, WaveState


def hold_open_period(wave: Wave, day: date, *, also_closed: bool = False) -> bool:
    """Say whether an answer of `day` counts, and keep its period open until then.

    Closing waits for whoever is being counted, and we for it: nobody is thanked
    for what no period would count. `also_closed` lets in what was answered in
    time and arrives late, as long as a period is open that takes it.
    """
    session().flush()  # what this transaction itself has changed counts, too
    held = _HELD_ALSO_CLOSED if also_closed else _HELD
    asked = {"wave_id": wave.id, "day": day}
    return connection().scalar(held, asked) is not None


def _held_period(takes: ColumnElement[bool]) -> Select[tuple[int]]:
    period, wave, day = _PERIOD.c, _WAVE.c, bindparam("day", type_=Date)
    return (
        select(period.id)
        .join(_WAVE, wave.id == period.wave_id)
        .where(
            wave.id == bindparam("wave_id"),
            takes,
            wave.opens_on <= day,
            wave.closes_on >= day,
            period.closed_at.is_(None),
            period.ends_on >= day,
        )
        .order_by(period.number)
        .limit(1)
        .with_for_update(read=True, of=_PERIOD)
    )


# Built once: building them takes longer than asking them.
_PERIOD = cast(Table, Period.__table__)
_WAVE = cast(Table, Wave.__table__)
_HELD = _held_period(_WAVE.c.state == WaveState.OPEN)
_HELD_ALSO_CLOSED = _held_period(_WAVE.c.state != WaveState.DRAFT)
