"""Objects that live as long as the app and are bound to it in `create_app`."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()


class SparingSessions(SecureCookieSessionInterface):
    """Flask's own sessions, which cost a request without a cookie next to nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()
