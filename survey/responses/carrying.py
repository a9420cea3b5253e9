"""The access code between its address and the form: a cookie for a day.

The address with the code in it is left at once, so that it does not stay in
the phone's address bar, and the code travels on in the form.
"""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.wrappers import Response

from survey.invitations import codes
from survey.responses import drafts, withdrawal
from survey.responses.receipts import normal_receipt
from survey.responses.visit import Visit

PATH = "/rate/"
LONGEST = 100


@dataclass(frozen=True)
class Pass:
    """What lets a form through: a code, and the receipt of what it replaces.

    `used` says that the code let a form through before, so it no longer does.
    """

    code: str | None = None
    replaces: str | None = None
    used: bool = False


NOTHING = Pass()


def find_pass(visit: Visit) -> Pass:
    """Return the code that this browser carries, if it is one for this form."""
    carried = _read(request.cookies.get(_name(), ""))
    if carried.code is None:
        return NOTHING
    found = codes.find(carried.code)
    if found is None or not codes.is_of(found, visit.wave, visit.unit):
        return NOTHING
    if not codes.is_used(carried.code):
        return Pass(carried.code)
    if carried.replaces and withdrawal.is_in_inbox(carried.code, carried.replaces):
        return carried
    return Pass(carried.code, used=True)


def posted_pass() -> Pass:
    """Return the code that a form has sent, as it is stored."""
    code = codes.normal_code(request.form.get("code", "")[:LONGEST])
    replaces = normal_receipt(request.form.get("replaces", "")[:LONGEST])
    return Pass(code or None, replaces or None)


def carried_code() -> str | None:
    """Return the code that this browser carries, whatever it is for."""
    return _read(request.cookies.get(_name(), "")).code


def keep(response: Response, carried: Pass) -> Response:
    """Let the browser carry a code to the form, and to no other page."""
    response.set_cookie(
        _name(),
        ".".join(filter(None, (carried.code, carried.replaces))),
        max_age=drafts.LIFETIME,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )
    return response


def drop(response: Response, code: str | None) -> Response:
    """Take a code away from the browser, if it is the one that it carries."""
    if code is not None and code == carried_code():
        response.delete_cookie(
            _name(),
            path=PATH,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["TLS"],
        )
    return response


def _read(cookie: str) -> Pass:
    code, _dot, replaces = cookie[: 2 * LONGEST].partition(".")
    return Pass(codes.normal_code(code) or None, normal_receipt(replaces) or None)


def _name() -> str:
    return "__Secure-code" if current_app.config["TLS"] else "code"
