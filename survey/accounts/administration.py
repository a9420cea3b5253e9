from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts import factors, rules, service, sessions
from survey.accounts.access import get_current_account, role_required
from survey.accounts.blueprint import bp
from survey.accounts.errors import AccountError
from survey.accounts.factor_models import FactorKind
from survey.accounts.forms import NewAccountForm, ProofForm, RolesForm
from survey.accounts.models import Account, Role
from survey.accounts.places import find_place
from survey.accounts.roles import OFFICES, position
from survey.accounts.signing_in import try_password
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _


@bp.get("/accounts")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def accounts() -> ResponseReturnValue:
    """List who has an account."""
    return render_template("accounts/accounts.html", accounts=service.list_accounts())


@bp.route("/accounts/new", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def new_account() -> ResponseReturnValue:
    """Add a member of staff."""
    chosen = position(request.args.get("position", ""))
    form = NewAccountForm(data={role.value: True for role in chosen})
    if form.validate_on_submit() and is_proved(form):
        try:
            with transaction():
                account = service.create_account(
                    form.username.data or "",
                    form.name.data or "",
                    form.roles,
                    by=service.actor(get_current_account()),
                    unit_id=find_place(form.unit.data or ""),
                )
        except AccountError as refusal:
            flash(str(refusal), "error")
        else:
            flash(
                _("The account is made. Issue a link to let its holder in."), "success"
            )
            return redirect(url_for(".account", username=account.username))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "accounts/new_account.html", form=form, offices=OFFICES, chosen=chosen
    ), status


@bp.get("/accounts/<username>")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def account(username: str) -> ResponseReturnValue:
    """Show an account and what can be done with it."""
    return render_template(
        "accounts/account.html",
        account=get_account(username),
        own=get_current_account(),
    )


@bp.route("/accounts/<username>/roles", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def roles(username: str) -> ResponseReturnValue:
    """Change what an account may do."""
    account = get_account(username)
    form = RolesForm(data=_own_roles(account))
    if form.validate_on_submit() and is_proved(form):
        try:
            with transaction():
                service.change_roles(
                    account,
                    form.roles,
                    by=get_current_account(),
                    unit_id=find_place(form.unit.data or ""),
                )
        except AccountError as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("The roles are changed."), "success")
            return redirect(url_for(".account", username=username))
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/roles.html", account=account, form=form), status


@bp.route("/accounts/<username>/link", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def new_link(username: str) -> ResponseReturnValue:
    """Issue a sign-in link and show it, this once."""
    account = get_account(username)
    form = ProofForm()
    issued = None
    if form.validate_on_submit() and is_proved(form):
        with transaction():
            by = service.actor(get_current_account())
            secret = service.issue_link(account, by=by)
        issued = service.link_address(secret)
    status = 422 if form.is_submitted() and issued is None else 200
    return render_template(
        "accounts/new_link.html", account=account, form=form, issued=issued
    ), status


@bp.route("/accounts/<username>/second-factor", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def factor(username: str) -> ResponseReturnValue:
    """Print a new sheet of codes for somebody, or let them set up an app anew."""
    account, form = get_account(username), ProofForm()
    if form.validate_on_submit() and is_proved(form):
        try:
            with transaction():
                rules.check_may_change(account, get_current_account())
                return _renew_factor(account)
        except AccountError as refusal:
            flash(str(refusal), "error")
    status = 422 if form.is_submitted() else 200
    asked = factors.asked_of(account)
    return render_template(
        "accounts/factor.html", account=account, form=form, asked=asked, Kind=FactorKind
    ), status


def _renew_factor(account: Account) -> ResponseReturnValue:
    """Do what the pressed button says; the old app or sheet is void at once."""
    by = get_current_account()
    sessions.revoke_sessions(account)
    if "sheet" in request.form:
        codes = factors.make_sheet(account, by)
        record(service.actor(by), "factor.sheet", service.actor(account))
        return render_template(
            "accounts/sheet.html", account=account, codes=codes, onward=".account"
        )
    factors.forget(account)
    record(service.actor(by), "factor.forget", service.actor(account))
    flash(
        _("At the next sign-in %(name)s sets up a new one.", name=account.name),
        "success",
    )
    return redirect(url_for(".account", username=account.username))


@bp.post("/accounts/<username>/disable")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def disable(username: str) -> ResponseReturnValue:
    """Shut an account out."""
    account = get_account(username)
    try:
        with transaction():
            service.disable(account, by=get_current_account())
    except AccountError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(username)s can no longer sign in.", username=username), "success")
    return redirect(url_for(".account", username=username))


@bp.post("/accounts/<username>/enable")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def enable(username: str) -> ResponseReturnValue:
    """Let a disabled account in again."""
    account = get_account(username)
    with transaction():
        service.enable(account, by=get_current_account())
    flash(_("%(username)s can sign in again.", username=username), "success")
    return redirect(url_for(".account", username=username))


def _own_roles(account: Account) -> dict[str, object]:
    """Return what the form of roles shows: not what was lent."""
    own = [held for held in account.roles if held.lent_by is None]
    unit = next((held.unit for held in own if held.unit), None)
    boxes: dict[str, object] = {held.role.value: True for held in own}
    return boxes | {"unit": unit.code if unit else ""}


def get_account(username: str) -> Account:
    """Return the account with this user name, or end with a 404 page."""
    account = service.find_account(username)
    if account is None:
        abort(404)
    return account


def is_proved(form: ProofForm) -> bool:
    """Say whether the form carries the password of who is signed in."""
    username = get_current_account().username
    if try_password(username, form.own_password.data or "") is not None:
        return True
    form.own_password.errors = [
        _("This is not your own password. If you have none yet, set one first.")
    ]
    return False
