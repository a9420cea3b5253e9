"""The second step of signing in, and setting up what it asks for."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from survey.accounts import access, attempts, factors, service, sessions
from survey.accounts.access import public
from survey.accounts.blueprint import bp
from survey.accounts.errors import CodeRefused, OwnSheet, TooManyAttempts
from survey.accounts.factor_models import FactorKind
from survey.accounts.forms import AppForm, CodeForm
from survey.accounts.models import Account
from survey.accounts.rules import is_local_path
from survey.accounts.signing_in import came_by_link, carry
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import ngettext
from survey.qr import draw

NEW_APP = "new_factor"  # in Flask's signed cookie, until its first code was right


@bp.route("/second-factor", methods=["GET", "POST"])
@public
def second_factor() -> ResponseReturnValue:
    """Ask for the code that goes with the password."""
    account = _get_halfway()
    if account is None:
        return redirect(url_for(".sign_in"))
    asked = factors.asked_of(account)
    if asked is None:
        return redirect(url_for(".set_up_factor", **_next()))
    form = CodeForm()
    if form.validate_on_submit() and _accepts(
        form, account, lambda code: factors.check(account, code)
    ):
        return _pass(account)
    status = 422 if form.is_submitted() else 200
    return render_template(
        "accounts/second_factor.html", form=form, asked=asked, Kind=FactorKind
    ), status


@bp.route("/second-factor/new", methods=["GET", "POST"])
@public
def set_up_factor() -> ResponseReturnValue:
    """Bind an app to the account, or lead to a sheet for who has no phone."""
    account = _get_halfway()
    if account is None:
        return redirect(url_for(".sign_in"))
    if factors.find(account) is not None:
        return redirect(url_for(".second_factor", **_next()))
    form = AppForm()
    secret = browser.setdefault(NEW_APP, factors.new_secret())
    if form.validate_on_submit() and _accepts(
        form, account, lambda code: factors.take_app(account, secret, code)
    ):
        with transaction():
            _record("factor.app", account)
        return _pass(account)
    return render_template(
        "accounts/set_up_factor.html",
        form=form,
        secret=secret,
        symbol=draw(factors.app_address(account, secret)),
    ), 422 if form.is_submitted() else 200


@bp.post("/second-factor/sheet")
@public
def own_sheet() -> ResponseReturnValue:
    """Show the first sheet of codes of an account, this once."""
    account = _get_halfway()
    if account is None:
        return redirect(url_for(".sign_in"))
    try:
        with transaction():
            codes = factors.make_sheet(account)
            _record("factor.sheet", account)
    except OwnSheet as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".second_factor"))
    return render_template(
        "accounts/sheet.html", account=account, codes=codes, onward=".second_factor"
    )


def _get_halfway() -> Account | None:
    return sessions.find_halfway(access.cookie())


def _accepts(form: CodeForm, account: Account, use: Callable[[str], None]) -> bool:
    """Try a code; say under the field why it is not the right one."""
    # Counted for the account, wherever it is tried from: only who knows the
    # password comes this far, so no stranger can shut its holder out.
    door, anywhere = f"second factor {account.id}", ""
    try:
        with transaction():
            attempts.note(door, anywhere)
    except TooManyAttempts:
        abort(429)
    try:
        with transaction():
            use(form.code.data or "")
            attempts.forget(door, anywhere)
    except CodeRefused as refusal:
        form.code.errors = [str(refusal)]
        return False
    return True


def _pass(account: Account) -> Response:
    """Give the browser a session of its own: the half one led here and ends."""
    by_link = came_by_link()
    with transaction():
        sessions.close_session(access.cookie())
        secret = sessions.open_session(account)
        _record("account.sign_in", account)
    asked = factors.asked_of(account)
    response = redirect(_onward(account))
    carry(response, secret, by_link=by_link)
    if asked is not None and asked.kind is FactorKind.SHEET:
        _warn_of_few(asked.left)
    return response


def _onward(account: Account) -> str:
    if account.password_hash is None:
        return url_for(".own_account")
    if sessions.cookie_name(access.KEPT) in request.cookies:
        return url_for(".kept_form", **_next())
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for(".home")


def _next() -> dict[str, Any]:
    target = request.args.get("next", "")
    return {"next": target} if is_local_path(target) else {}


def _warn_of_few(left: int) -> None:
    if left <= factors.FEW:
        flash(_few(left), "error")


def _few(left: int) -> str:
    return ngettext(
        "%(n)s code is left on your sheet. Ask another administrator for a new one.",
        "%(n)s codes are left on your sheet. Ask another administrator for a new one.",
        left,
    )


def _record(act: str, account: Account) -> None:
    record(service.actor(account), act, service.actor(account))
