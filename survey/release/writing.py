"""Writes released rows under random numbers, in chunks that databases take."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import Table, insert, select

from survey.database import Base, session
from survey.release.identifiers import fresh_ids
from survey.release.rows import Row
from survey.responses.models import Comment, Response

# Databases limit how many values one statement may name.
CHUNK = 500


def add(model: type[Base], new: Sequence[Row]) -> None:
    """Insert the rows, in this order."""
    if new:
        # The table, not the class: the session would look at every row first.
        session().execute(insert(cast(Table, model.__table__)), new)


def fresh_numbers(model: type[Response] | type[Comment], count: int) -> list[int]:
    """Return so many numbers that no row of the model has, in ascending order."""
    return fresh_ids(count, _find_taken(model))


def chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """Cut the values into lists that one statement may name."""
    several = list(values)
    for start in range(0, len(several), CHUNK):
        yield several[start : start + CHUNK]


def _find_taken(
    model: type[Response] | type[Comment],
) -> Callable[[Collection[int]], set[int]]:
    def find(numbers: Collection[int]) -> set[int]:
        taken: set[int] = set()
        for some in chunks(numbers):
            taken.update(session().scalars(select(model.id).where(model.id.in_(some))))
        return taken

    return find
