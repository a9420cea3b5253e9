"""A browser for tests that shares no context with the test around it."""

from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts import sessions
from survey.accounts.models import Account
from survey.database import session, transaction


class Browser(FlaskClient):
    """Opens every request in a context of its own, as a server does.

    Flask would reuse the context that a test has pushed, and with it the
    session, the language and whoever was signed in before.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        _end_reading()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        _end_reading()
        return response

    def sign_in(self, account: Account) -> "Browser":
        """Carry the cookie of a session that was opened without a password."""
        with transaction():
            secret = sessions.open_session(account)
        self.set_cookie(sessions.COOKIE, secret)
        return self


def _end_reading() -> None:
    """Let the test's own session see what a request has committed."""
    if g and "session" in g:
        session().rollback()
