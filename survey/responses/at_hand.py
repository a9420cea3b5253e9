"""What does not change from one visitor to the next, believed for three seconds.

Only what is looked up and shown may be that old: whether an answer still counts
is asked anew in the transaction that counts it. What this process itself
changes it sees at once; what others have changed, after those seconds.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from survey import clock
from survey.database import Base, engine
from survey.responses.visit import Visit, look_for

KEPT_FOR = 3.0
MOST = 256  # whoever makes up addresses must not fill our memory
# What visitors themselves write; nothing that is kept here depends on it.
PASSING = {"code_use", "draft", "inbox", "quarantined", "spent"}
CHANGED = "changed what may be at hand"

T = TypeVar("T")
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class _Kept:
    value: Any
    until: float


_shelves: WeakKeyDictionary[Engine, dict[Hashable, _Kept]] = WeakKeyDictionary()


def at_hand(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made under this key a moment ago, or make it now."""
    shelf = _shelves.setdefault(engine(), {})
    dated = (clock.today(), key)
    kept = shelf.get(dated)
    if kept is None or kept.until < monotonic():
        kept = _Kept(make(), monotonic() + KEPT_FOR)
        if kept.value is not None:  # what is not there may be there in a moment
            _put(shelf, dated, kept)
    return cast(T, kept.value)


def _put(shelf: dict[Hashable, _Kept], key: Hashable, kept: _Kept) -> None:
    if len(shelf) >= MOST:
        shelf.clear()
    shelf[key] = kept


def find_form(wave_slug: str, unit_code: str) -> Visit | None:
    """Return the form that was named, as plain values that belong to no session.

    What its wave and its unit lead to, such as the province, is not there.
    """
    return at_hand(
        ("form", wave_slug, unit_code), lambda: _look_for(wave_slug, unit_code)
    )


def _look_for(wave_slug: str, unit_code: str) -> Visit | None:
    visit = look_for(wave_slug, unit_code)
    if visit is None:
        return None
    plain = Visit(
        wave=_copy(visit.wave),
        unit=_copy(visit.unit),
        instrument=visit.instrument,
        languages=visit.languages,
    )
    plain.__dict__["content_hash"] = visit.content_hash
    return plain


def _copy(row: Row) -> Row:
    columns = inspect(type(row)).column_attrs
    return type(row)(**{column.key: getattr(row, column.key) for column in columns})


@event.listens_for(Session, "after_flush")
def _see_flush(session: Session, _flushed: object) -> None:
    for thing in (*session.new, *session.dirty, *session.deleted):
        _forget(session, thing.__table__.name)


@event.listens_for(Session, "do_orm_execute")
def _see_statement(state: ORMExecuteState) -> None:
    statement: Any = state.statement
    if statement.is_dml:
        _forget(state.session, statement.table.name)


def _forget(session: Session, table: str) -> None:
    if table not in PASSING:
        session.info[CHANGED] = True
        _shelves.clear()


@event.listens_for(Session, "after_commit")
def _see_commit(session: Session) -> None:
    if session.info.pop(CHANGED, False):
        _shelves.clear()  # what somebody looked up before it was committed
