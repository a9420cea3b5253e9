"""The edge of signing in: who may try a password, and what the browser gets.

The slow hash runs between two short transactions, never inside one: a flood
of sign-ins must not keep citizens from submitting.
"""

import structlog
from flask import abort, request
from flask import session as browser
from werkzeug.wrappers import Response

from survey.accounts import access, attempts, service, sessions
from survey.accounts.errors import TooManyAttempts
from survey.accounts.models import Account
from survey.database import transaction

log = structlog.get_logger()

BY_LINK = "by_link"  # in Flask's signed cookie: which session a link has opened


def try_password(username: str, password: str) -> Account | None:
    """Return whom the password belongs to; too many wrong ones end with 429."""
    username = username.strip().lower()
    address = request.remote_addr or ""
    try:
        with transaction():
            attempts.note(username, address)
    except TooManyAttempts:
        log.warning("too many attempts to sign in")
        abort(429)
    account = service.check_password(username, password)
    if account is not None:
        with transaction():
            attempts.forget(username, address)
    return account


def carry(response: Response, secret: str, *, by_link: bool) -> None:
    """Give the browser its session, and a fresh CSRF token with it."""
    browser.clear()
    if by_link:
        browser[BY_LINK] = sessions.tag_of(secret).hex()
    access.give_cookie(response, secret)


def must_prove(account: Account) -> bool:
    """Say whether setting a password takes the old one.

    Who has none, or has come by a link because it is forgotten, needs no proof.
    """
    return account.password_hash is not None and not came_by_link()


def came_by_link() -> bool:
    """Say whether it was a link that opened the session of this browser."""
    return browser.get(BY_LINK) == sessions.tag_of(access.cookie()).hex()
