"""Taking a counted form out of the inbox again, by its code and its receipt."""

from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update

from survey.database import session
from survey.invitations import uses
from survey.invitations.errors import NothingToReplace
from survey.responses.models import InboxRow, Spent

PLAINLY = {"synchronize_session": False}


def withdraw(code: str, receipt: str) -> None:
    """Take the form back; its code can be used once more, its UUID cannot.

    Raises
    ------
    NothingToReplace
        If it was released, or code and receipt do not belong together.
    """
    take_out(uses.give_back(code, receipt), receipt)


def take_out(key: bytes, receipt: str) -> None:
    """Remove the row from the inbox while it can still be told from others."""
    removed = session().execute(
        delete(InboxRow).where(_lies_open(key)), execution_options=PLAINLY
    )
    if cast(CursorResult[Any], removed).rowcount != 1:
        raise NothingToReplace
    session().execute(
        update(Spent).where(Spent.receipt == receipt).values(withdrawn=True),
        execution_options=PLAINLY,
    )


def is_in_inbox(code: str, receipt: str) -> bool:
    """Say whether the form could still be replaced or taken back."""
    try:
        key = uses.get_inbox_key(code, receipt)
    except NothingToReplace:
        return False
    return session().scalar(select(InboxRow.key).where(_lies_open(key))) is not None


def _lies_open(key: bytes) -> Any:
    return (InboxRow.key == key) & InboxRow.waiting.is_(False)
