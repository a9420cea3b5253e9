"""Wrong passwords: five from one place for one user name, then a pause.

An attempt is counted before the password is looked at and forgotten when it
was right, so that attempts side by side cannot all slip through.
"""

from datetime import timedelta

from sqlalchemy import delete, func, select, text

from survey import clock, keys
from survey.accounts.errors import TooManyAttempts
from survey.accounts.models import SignInFailure
from survey.database import session

MOST = 5
MEMORY = timedelta(minutes=15)


def note(username: str, address: str, most: int = MOST) -> None:
    """Count an attempt; raise `TooManyAttempts` when there were `most` of late.

    Whoever guards another door names it instead of a user.
    """
    source = _source(username, address)
    _take_turns(source)
    now = clock.now()
    session().execute(delete(SignInFailure).where(SignInFailure.at <= now - MEMORY))
    count = session().scalar(
        select(func.count()).where(SignInFailure.source_tag == source)
    )
    if count is not None and count >= most:
        raise TooManyAttempts
    session().add(SignInFailure(source_tag=source, at=now))


def forget(username: str, address: str) -> None:
    """Start anew: the password was right."""
    session().execute(
        delete(SignInFailure).where(
            SignInFailure.source_tag == _source(username, address)
        )
    )


def _take_turns(source: bytes) -> None:
    # SQLite has one writer anyway.
    if session().get_bind().dialect.name == "postgresql":
        lock = int.from_bytes(source[:8], "big", signed=True)
        session().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def _source(username: str, address: str) -> bytes:
    return keys.tag("sign-in failure", username.encode(), address.encode())
