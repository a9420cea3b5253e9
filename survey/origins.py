"""Whether a post comes from a page of ours.

Our pages send no referrer, so Flask-WTF's check of it is off and browsers send
`null` as their origin; they say themselves (Sec-Fetch-Site) where a post began.
"""

from flask import Flask, abort, request
from werkzeug.datastructures import Headers

OWN_SITES = {"same-origin", "none"}  # none: the address bar, or a reload
READING = {"GET", "HEAD", "OPTIONS"}
# Citizens' forms say in words of their own what to do.
CHECK_THEMSELVES = {"responses", "submissions", "kiosks_device"}


def is_ours(headers: Headers, own_origin: str) -> bool:
    """Say whether the browser names no other site as the sender."""
    if headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        return False
    return headers.get("Origin", "null") in {"null", own_origin}


def init_app(app: Flask) -> None:
    """Refuse posts that another site has sent, before any view sees them."""
    app.before_request(_check)


def _check() -> None:
    if request.method in READING or request.blueprint in CHECK_THEMSELVES:
        return
    if not is_ours(request.headers, f"{request.scheme}://{request.host}"):
        abort(400)
