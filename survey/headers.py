"""Security headers, on every answer and every error page."""

import base64
import hashlib

from flask import Flask, g
from werkzeug.wrappers import Response

CSP = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
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


def _secure(response: Response) -> Response:
    from flask import current_app

    policy = dict(CSP)
    if "style_source" in g:
        policy["style-src"] += f" {g.style_source}"
    response.headers["Content-Security-Policy"] = "; ".join(
        f"{name} {value}" for name, value in policy.items()
    )
    response.headers.extend(FIXED)
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    return response
