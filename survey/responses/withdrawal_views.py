"""Taking a form back: the receipt names it, the code leads to it."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.database import transaction
from survey.extensions import csrf
from survey.i18n import language
from survey.invitations import codes
from survey.invitations.errors import InvitationError
from survey.responses import carrying, screens, service, withdrawal

bp = Blueprint("withdrawal", __name__, url_prefix="/rate/receipt")
csrf.exempt(bp)  # whoever sends this has the code; no session stands behind it


@bp.get("/<receipt>/withdraw")
@public
def ask(receipt: str) -> ResponseReturnValue:
    """Ask for the code, without which nobody finds the form."""
    typed = codes.grouped_code(carrying.carried_code() or "")
    return _show(_get_receipt(receipt), typed)


@bp.post("/<receipt>/withdraw")
@public
def withdraw(receipt: str) -> ResponseReturnValue:
    """Take the form back, if it can still be told from others."""
    counted = _get_receipt(receipt)
    try:
        with transaction():
            withdrawal.withdraw(carrying.posted_pass().code or "", counted)
    except InvitationError as refusal:
        typed = request.form.get("code", "")[: carrying.LONGEST]
        return _show(counted, typed, problem=str(refusal)), 409
    seen = url_for("responses.receipt", code=counted, lang=language())
    return redirect(seen, 303)


def _get_receipt(typed: str) -> str:
    found = service.find_spent(typed)
    if found is None or found.withdrawn:
        abort(404)
    return found.receipt


def _show(receipt: str, typed: str, problem: str = "") -> str:
    return screens.show("withdraw.html", receipt=receipt, typed=typed, problem=problem)
