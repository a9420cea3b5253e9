"""What a code's address opens: looking consumes nothing, so previews are harmless."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import public
from survey.database import transaction
from survey.extensions import csrf
from survey.i18n import gettext as _
from survey.invitations import codes, uses
from survey.invitations.errors import CodeExpired, CodeUnknown, NothingToReplace
from survey.invitations.models import AccessCode
from survey.responses import carrying, refusals, screens, withdrawal
from survey.responses.carrying import Pass
from survey.responses.receipts import normal_receipt
from survey.waves import service as waves

bp = Blueprint("code_entry", __name__, url_prefix="/c", template_folder="templates")
csrf.exempt(bp)  # whoever sends these has the code; no session stands behind it
refusals.register(bp)


@bp.get("/")
@public
def ask() -> ResponseReturnValue:
    """Ask for the code that is printed on paper."""
    return screens.show("code.html", problem="", typed="")


@bp.post("/")
@public
def enter() -> ResponseReturnValue:
    """Look the typed code up: in a post, so that no log holds it."""
    typed = request.form.get("code", "")[: carrying.LONGEST]
    code = codes.normal_code(typed)
    if codes.find(code) is None:
        problem = _("There is no such code. Please compare it letter by letter.")
        return screens.show("code.html", problem=problem, typed=typed), 404
    return _enter(code)


@bp.get("/<code>")
@public
def open_code(code: str) -> ResponseReturnValue:
    """Lead from a code to its form."""
    return _enter(codes.normal_code(code[: carrying.LONGEST]))


@bp.post("/again")
@public
def again() -> ResponseReturnValue:
    """Begin anew in place of the form that has this receipt."""
    code, found = _posted_code()
    receipt = normal_receipt(request.form.get("receipt", "")[: carrying.LONGEST])
    _check_valid(found)
    if not withdrawal.is_in_inbox(code, receipt):
        return _show_used(code, found, problem=str(NothingToReplace())), 409
    return carrying.keep(redirect(_start(found), 303), Pass(code, receipt))


@bp.post("/report")
@public
def report() -> ResponseReturnValue:
    """Note that somebody else has used the code."""
    code, found = _posted_code()
    if codes.is_used(code):
        with transaction():
            uses.report(code)
    return screens.show("code_noted.html", form=_start(found))


def _enter(code: str) -> ResponseReturnValue:
    found = codes.find(code)
    if found is None:
        raise CodeUnknown
    if codes.is_used(code):
        return _show_used(code, found)
    _check_valid(found)
    return carrying.keep(redirect(_start(found), 303), Pass(code))


def _check_valid(found: AccessCode) -> None:
    if codes.is_over(found, clock.today()):
        raise CodeExpired
    waves.check_accepts(found.batch.wave)


def _posted_code() -> tuple[str, AccessCode]:
    code = carrying.posted_pass().code or ""
    found = codes.find(code)
    if found is None:
        raise CodeUnknown
    return code, found


def _show_used(code: str, found: AccessCode, problem: str = "") -> str:
    return screens.show(
        "code_used.html",
        code=code,
        unit=found.batch.unit,
        form=_start(found),
        problem=problem,
    )


def _start(found: AccessCode) -> str:
    return url_for(
        "responses.start",
        wave_slug=found.batch.wave.slug,
        unit_code=found.batch.unit.code,
    )
