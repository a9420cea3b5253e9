"""Security headers on every route and on every kind of error page."""

from collections.abc import Iterator

import pytest
from flask import Flask, abort

from survey import headers
from survey.accounts.models import Role
from tests.access.doors import read_doors
from tests.access.place import furnish
from tests.access.walking import address, walked_methods

DIRECTIVES = {name: f"{name} {value}" for name, value in headers.CSP.items()}
BEHIND_TLS = {
    "TLS": True,
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
}
ERRORS = (400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503)


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The app as it stands behind TLS."""
    loose = {name: app.config[name] for name in BEHIND_TLS}
    app.config.update(BEHIND_TLS)
    yield app
    app.config.update(loose)


def lacking(response) -> list[str]:
    """Return what an answer lacks of what every answer carries."""
    policy = response.headers.get("Content-Security-Policy", "")
    if policy == headers.NO_PAGE:
        return [name for name in headers.FIXED if name not in response.headers]
    missing = [
        name
        for name, directive in DIRECTIVES.items()
        if directive not in policy and name != "frame-ancestors"
    ]
    missing += [
        name
        for name, value in headers.EVERYTHING_FIXED.items()
        if response.headers.get(name) != value and name != "X-Frame-Options"
    ]
    if "unsafe" in policy:
        missing.append("a policy without unsafe sources")
    if "max-age=31536000" not in response.headers.get("Strict-Transport-Security", ""):
        missing.append("Strict-Transport-Security")
    return missing


def test_every_route_answers_with_the_security_headers(guarded):
    place, found = furnish(), {}
    for door in read_doors():
        for method in walked_methods(door):
            path = address(guarded, place, door)
            response = guarded.test_client().open(path, method=method)
            if flaws := lacking(response):
                found[method, door.rule] = flaws

    assert found == {}


@pytest.mark.parametrize("status", ERRORS)
def test_every_error_page_carries_the_security_headers(guarded, status):
    endpoint = guarded.view_functions["operations.health"]
    guarded.view_functions["operations.health"] = lambda: abort(status)
    guarded.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        response = guarded.test_client().get("/health")
    finally:
        guarded.view_functions["operations.health"] = endpoint
        guarded.config["PROPAGATE_EXCEPTIONS"] = None

    assert response.status_code == status
    assert lacking(response) == []
    assert response.headers["X-Frame-Options"] == "DENY"


def test_cookies_are_bound_to_this_host_under_tls(guarded):
    """Whatever route is asked, under TLS no cookie leaves without its guards."""
    place, loose = furnish(), set()
    signed_in = place.cookies[Role.ADMINISTRATOR, "whole", "valid"]
    for door in read_doors():
        for method in walked_methods(door):
            path = address(guarded, place, door)
            browser = guarded.test_client()
            browser.set_cookie("__Host-staff", signed_in, secure=True)
            response = browser.open(path, method=method, base_url="https://localhost")
            loose |= {
                cookie
                for cookie in response.headers.getlist("Set-Cookie")
                if not is_guarded(cookie)
            }

    assert loose == set()


def is_guarded(cookie: str) -> bool:
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    taken_away = "max-age=0" in parts
    return (
        cookie.startswith("__Host-")
        and {"secure", "path=/"} <= parts
        and (taken_away or any(part.startswith("samesite=") for part in parts))
        and not any(part.startswith("domain=") for part in parts)
    )
