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
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# What says something only of a page that a browser shows.
OF_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
# Where somebody opens by itself what is no page, nothing in it may run. It is as
# short as it can be: a phone waits for it before the first question.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
EVERYTHING_FIXED = {**FIXED, **OF_PAGES}
CSP_NAME = "Content-Security-Policy"
ONE_YEAR = 365 * 24 * 3600


def style_hash(css: str) -> str:
    """Return the CSP source that allows exactly this inline stylesheet."""
    digest = hashlib.sha256(css.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def allow_style(source: str) -> None:
    """Let this one answer carry the inline stylesheet with that hash."""
    g.style_source = source


def frame_own_pages() -> None:
    """Let this one answer show pages of ours in frames."""
    g.frames_own_pages = True


def let_be_framed() -> None:
    """Let this one answer be shown in a frame of ours.

    `X-Frame-Options` stays as it is: browsers that know `frame-ancestors` pass it over.
    """
    g.is_framed = True


def be_no_page() -> None:
    """Say that this one answer is part of a page: a script, or data for one."""
    g.is_no_page = True


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
            fixed = FIXED if (CSP_NAME, NO_PAGE) in given else EVERYTHING_FIXED
            return start(status, [*given, *fixed.items()], *error)

        return inner(environ, begin)

    return answer


@cache
def _policy(style_source: str, *, framed: bool = False, framing: bool = False) -> str:
    policy = {**CSP, "style-src": f"{CSP['style-src']} {style_source}".strip()}
    if framed:
        policy["frame-ancestors"] = "'self'"
    if framing:
        policy["frame-src"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _policy_here() -> str:
    return _policy(
        g.get("style_source", ""),
        framed=g.get("is_framed", False),
        framing=g.get("frames_own_pages", False),
    )


def _secure(response: Response) -> Response:
    no_page = g.get("is_no_page", False) and response.status_code < 400
    policy = NO_PAGE if no_page else _policy_here()
    response.headers[CSP_NAME] = policy
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    return response
