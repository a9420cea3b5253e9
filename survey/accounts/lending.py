"""Lending a role for some days, and handing everything over to a successor."""

import json

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice  # type: ignore[attr-defined]

from survey import clock
from survey.accounts import holding, service
from survey.accounts.access import get_current_account, role_required, staff_only
from survey.accounts.administration import get_account, is_proved
from survey.accounts.blueprint import bp
from survey.accounts.errors import AccountError
from survey.accounts.forms import HandOverForm, LendForm
from survey.accounts.models import Account, Role
from survey.accounts.roles import role_name
from survey.audit.service import find_last
from survey.database import transaction
from survey.i18n import gettext as _


@bp.route("/account/lend", methods=["GET", "POST"])
@staff_only
def lend() -> ResponseReturnValue:
    """Lend a role of one's own to a colleague."""
    account, form = get_current_account(), LendForm()
    form.role.choices = [
        SelectChoice(held.role.value, role_name(held.role))
        for held in account.roles
        if held.lent_by is None and held.role is not Role.ADMINISTRATOR
    ]
    form.to.choices = _colleagues(account)
    if not form.is_submitted():
        form.starts_on.data = clock.today()
    if form.validate_on_submit() and _lent(account, form):
        flash(_("The role is lent. It comes back by itself."), "success")
        return redirect(url_for(".lend"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "accounts/lend.html", form=form, lent=holding.list_lent(account)
    ), status


def _lent(account: Account, form: LendForm) -> bool:
    to, today = get_account(form.to.data), clock.today()
    days = form.starts_on.data or today, form.ends_on.data or today
    try:
        with transaction():
            holding.lend(account, Role(form.role.data), to, *days)
    except AccountError as refusal:
        flash(str(refusal), "error")
        return False
    return True


@bp.post("/account/lend/<username>/<role>/back")
@staff_only
def take_back(username: str, role: str) -> ResponseReturnValue:
    """Take a lent role back before its last day."""
    if role not in set(Role):
        abort(404)
    to = get_account(username)
    with transaction():
        if not holding.take_back(get_current_account(), Role(role), to):
            abort(404)
    flash(_("The role is yours alone again."), "success")
    return redirect(url_for(".lend"))


@bp.route("/accounts/<username>/hand-over", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def hand_over(username: str) -> ResponseReturnValue:
    """Move all roles of somebody who leaves to whoever takes over."""
    account, form = get_account(username), HandOverForm()
    form.to.choices = _colleagues(account)
    if form.validate_on_submit() and is_proved(form):
        try:
            with transaction():
                to = get_account(form.to.data)
                holding.hand_over(account, to, by=get_current_account())
        except AccountError as refusal:
            flash(str(refusal), "error")
        else:
            return redirect(url_for(".minutes", username=username))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "accounts/hand_over.html", form=form, account=account
    ), status


@bp.get("/accounts/<username>/hand-over/minutes")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def minutes(username: str) -> ResponseReturnValue:
    """Show the minutes of the last handing over, to be printed and signed."""
    account = get_account(username)
    entry = find_last("account.hand_over", service.actor(account))
    if entry is None:
        abort(404)
    told = json.loads(entry.detail)
    return render_template(
        "accounts/minutes.html",
        account=account,
        to=get_account(told["to"]),
        roles=[Role(role) for role in told["roles"]],
        entry=entry,
        home=current_app.config["PUBLIC_URL"],
    )


def _colleagues(account: Account) -> list[SelectChoice]:
    """Return who may take a role on, by user name."""
    return [
        SelectChoice(one.username, f"{one.name} ({one.username})")
        for one in service.list_accounts()
        if one.id != account.id and one.disabled_at is None
    ]
