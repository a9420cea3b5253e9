"""Security headers, on every answer and every error page."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}
FIXED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONE_YEAR = 365 * 24 * 3600


def style_hash(css: str) -> str:
    """Return the CSP source that allows exactly this inline stylesheet."""
    digest = hashlib.sha256(css.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def allow_style(source: str) -> None:
    """Let this one answer carry the inline stylesheet with that hash."""
    g.style_source = source


def init_app(app: Flask) -> None:
    """Put the headers on whatever leaves the app."""
    app.after_request(_secure)
    app.wsgi_app = _with_fixed(app.wsgi_app)  # type: ignore[method-assign,assignment]


def _with_fixed(inner: "WSGIApplication") -> "WSGIApplication":
    """Add what every answer carries, whoever made it."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def begin(
            status: str, given: list[tuple[str, str]], *error: Any
        ) -> Callable[[bytes], object]:
            return start(status, [*given, *FIXED.items()], *error)

        return inner(environ, begin)

    return answer


@cache
def _policy(style_source: str) -> str:
    policy = {**CSP, "style-src": f"{CSP['style-src']} {style_source}".strip()}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _secure(response: Response) -> Response:
    policy = _policy(g.get("style_source", ""))
    response.headers["Content-Security-Policy"] = policy
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    return response
