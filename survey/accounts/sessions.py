"""Signed-in browsers: rows that can be revoked, named by a tag of the cookie."""

import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select, update

from survey import clock, keys
from survey.accounts.models import Account, Role, StaffSession
from survey.database import session

COOKIE = "staff"
IDLE = timedelta(minutes=30)
IDLE_ADMINISTRATOR = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
HALFWAY = timedelta(minutes=15)  # between the password and the second factor
# A page every few seconds must not become a write every few seconds.
SEEN_EVERY = timedelta(minutes=1)


def cookie_name(name: str = COOKIE) -> str:
    """Return the cookie's name; under TLS the browser itself guards `__Host-`."""
    return f"__Host-{name}" if current_app.config["TLS"] else name


def open_session(account: Account, *, passed: bool = True) -> str:
    """Open a session; return the secret that goes into the cookie.

    Parameters
    ----------
    account : Account
        Whose it is.
    passed : bool
        Whether the second factor was right. Without it nothing opens but the page
        that asks for it.
    """
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    session().add(
        StaffSession(
            secret_tag=tag_of(secret),
            account_id=account.id,
            created_at=now,
            seen_at=now,
            ends_at=now + (ABSOLUTE if passed else HALFWAY),
            passed_at=now if passed else None,
        )
    )
    return secret


def find_account(secret: str) -> Account | None:
    """Return the account behind a cookie, if it is signed in and not idle."""
    return _find(secret, StaffSession.passed_at.is_not(None))


def find_halfway(secret: str) -> Account | None:
    """Return the account whose password was right and whose code is still due."""
    return _find(secret, StaffSession.passed_at.is_(None))


def find_former(secret: str) -> Account | None:
    """Return the account that was signed in with this cookie, however long ago."""
    if not secret:
        return None
    return session().scalar(
        select(Account)
        .join(StaffSession, StaffSession.account_id == Account.id)
        .where(
            StaffSession.secret_tag == tag_of(secret),
            StaffSession.passed_at.is_not(None),
            Account.disabled_at.is_(None),
        )
    )


def _find(secret: str, which: ColumnElement[bool]) -> Account | None:
    if not secret:
        return None
    row = (
        session()
        .execute(
            select(StaffSession, Account)
            .join(Account, Account.id == StaffSession.account_id)
            .where(
                which,
                StaffSession.secret_tag == tag_of(secret),
                StaffSession.revoked_at.is_(None),
                StaffSession.ends_at > clock.now(),
                Account.disabled_at.is_(None),
            )
        )
        .first()
    )
    if row is None or _is_idle(row.StaffSession, row.Account):
        return None
    return row.Account


def list_sessions(account: Account) -> list[StaffSession]:
    """Return the sessions of the account that are alive, the newest first."""
    alive = session().scalars(
        select(StaffSession)
        .where(
            StaffSession.account_id == account.id,
            StaffSession.passed_at.is_not(None),
            StaffSession.revoked_at.is_(None),
            StaffSession.ends_at > clock.now(),
        )
        .order_by(StaffSession.created_at.desc())
    )
    return [each for each in alive if not _is_idle(each, account)]


def _is_idle(signed_in: StaffSession, account: Account) -> bool:
    longest = IDLE_ADMINISTRATOR if account.has(Role.ADMINISTRATOR) else IDLE
    return clock.now() - signed_in.seen_at >= longest


def is_due_to_be_seen(secret: str) -> bool:
    """Say whether the session's last sign of life is worth writing anew."""
    seen_at = session().scalar(
        select(StaffSession.seen_at).where(StaffSession.secret_tag == tag_of(secret))
    )
    return seen_at is not None and clock.now() - seen_at >= SEEN_EVERY


def see(secret: str) -> None:
    """Note that the session is alive."""
    session().execute(
        update(StaffSession)
        .where(StaffSession.secret_tag == tag_of(secret))
        .values(seen_at=clock.now())
    )


def close_session(secret: str) -> None:
    """Sign this browser out."""
    session().execute(
        update(StaffSession)
        .where(
            StaffSession.secret_tag == tag_of(secret),
            StaffSession.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
    )


def revoke_session(account: Account, secret_tag: bytes) -> bool:
    """Sign out one browser of the account; say whether there was such a one."""
    revoked = session().execute(
        update(StaffSession)
        .where(
            StaffSession.secret_tag == secret_tag,
            StaffSession.account_id == account.id,
            StaffSession.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
        .returning(StaffSession.secret_tag)
    )
    return revoked.first() is not None


def revoke_sessions(account: Account, but: str = "") -> None:
    """Sign the account out everywhere, except in the browser of the secret `but`."""
    session().execute(
        update(StaffSession)
        .where(
            StaffSession.account_id == account.id,
            StaffSession.secret_tag != tag_of(but),
            StaffSession.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
    )


def tag_of(secret: str) -> bytes:
    """Return what is stored of a cookie's secret."""
    return keys.tag("staff session", secret.encode())
