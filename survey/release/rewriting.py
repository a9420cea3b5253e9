"""Writes released rows once more at a period's close, as if all came at once.

Released in several nights, rows lie in the order of the nights, and PostgreSQL
keeps the number of the transaction that wrote each (`xmin`): the days could be
read off them, and with the cluster labels the days of single responses.
"""

import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, delete, select

from survey.database import session
from survey.release.labels import draw_label
from survey.release.rows import Row
from survey.release.writing import add, fresh_numbers
from survey.responses.models import Answer, Comment, Response
from survey.waves.models import Period, Wave

# Else the session would first read all numbers of what is deleted.
PLAINLY = {"synchronize_session": False}


def rewrite_responses(period: Period) -> int:
    """Write a period's responses anew, unit by unit; return how many there are.

    They get other numbers and other cluster labels. Which was which is known
    only while a unit is written.
    """
    in_period = and_(
        Response.wave_id == period.wave_id, Response.period_id == period.id
    )
    units = session().scalars(select(Response.unit_id).where(in_period).distinct())
    return sum(
        _rewrite_unit(period.wave_id, and_(in_period, Response.unit_id == unit_id))
        for unit_id in units.all()
    )


def _rewrite_unit(wave_id: int, chosen: ColumnElement[bool]) -> int:
    responses = _rows(select(*Response.__table__.columns).where(chosen))
    answers = _rows(
        select(*Answer.__table__.columns)
        .join(
            Response,
            and_(Response.wave_id == Answer.wave_id, Response.id == Answer.response_id),
        )
        .where(chosen)
    )
    _remove(wave_id, chosen)
    secrets.SystemRandom().shuffle(responses)
    fresh = fresh_numbers(Response, len(responses))
    numbers = dict(zip((row["id"] for row in responses), fresh, strict=True))
    labels = _new_labels(responses)
    add(
        Response,
        [
            {**row, "id": numbers[row["id"]], "cluster": labels[row["cluster"]]}
            for row in responses
        ],
    )
    moved = [{**row, "response_id": numbers[row["response_id"]]} for row in answers]
    add(Answer, sorted(moved, key=lambda row: (row["response_id"], row["item_id"])))
    return len(responses)


def _remove(wave_id: int, chosen: ColumnElement[bool]) -> None:
    numbers = select(Response.id).where(chosen)
    of_these = and_(Answer.wave_id == wave_id, Answer.response_id.in_(numbers))
    session().execute(delete(Answer).where(of_these), execution_options=PLAINLY)
    session().execute(delete(Response).where(chosen), execution_options=PLAINLY)


def _new_labels(responses: Sequence[Row]) -> dict[str | None, str | None]:
    old = {row["cluster"] for row in responses}
    return {label: None if label is None else draw_label() for label in old}


def rewrite_comments(wave: Wave) -> None:
    """Write all comments of the wave anew, unit by unit.

    A comment has no period, so the nights of all periods are mixed.
    """
    units = select(Comment.unit_id).where(Comment.wave_id == wave.id).distinct()
    for unit_id in session().scalars(units).all():
        of_unit = and_(Comment.wave_id == wave.id, Comment.unit_id == unit_id)
        comments = _rows(select(*Comment.__table__.columns).where(of_unit))
        session().execute(delete(Comment).where(of_unit), execution_options=PLAINLY)
        add_comments(comments)


def add_comments(comments: Sequence[Row]) -> None:
    """Add comments in an order of their own, so that none stands by its response."""
    shuffled = list(comments)
    secrets.SystemRandom().shuffle(shuffled)
    numbers = fresh_numbers(Comment, len(shuffled))
    pairs = zip(shuffled, numbers, strict=True)
    add(Comment, [{**row, "id": number} for row, number in pairs])


def _rows(statement: Select[tuple[object, ...]]) -> list[Row]:
    return [dict(row) for row in session().execute(statement).mappings()]
