from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts import access, factors, service, sessions
from survey.accounts.access import get_current_account, staff_only
from survey.accounts.blueprint import bp
from survey.accounts.errors import WeakPassword
from survey.accounts.forms import ChangePasswordForm, SetPasswordForm
from survey.accounts.models import Account
from survey.accounts.signing_in import must_prove, try_password
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _


@bp.route("/account", methods=["GET", "POST"])
@staff_only
def own_account() -> ResponseReturnValue:
    """Show one's own account and change its password."""
    account = get_current_account()
    form = ChangePasswordForm() if must_prove(account) else SetPasswordForm()
    if not form.validate_on_submit() or not _is_proved(account, form):
        return _page(account, form)
    try:
        with transaction():
            service.set_password(
                account, form.password.data or "", staying=access.cookie()
            )
    except WeakPassword as refusal:
        form.password.errors = [str(refusal)]
        return _page(account, form)
    flash(_("The new password is set. Other browsers were signed out."), "success")
    return redirect(url_for(".own_account"))


def _is_proved(account: Account, form: SetPasswordForm) -> bool:
    if not isinstance(form, ChangePasswordForm):
        return True
    if try_password(account.username, form.current.data or "") is not None:
        return True
    form.current.errors = [_("This is not your current password.")]
    return False


def _page(account: Account, form: SetPasswordForm) -> ResponseReturnValue:
    return render_template(
        "accounts/own_account.html",
        account=account,
        form=form,
        signed_in=sessions.list_sessions(account),
        here=sessions.tag_of(access.cookie()),
        asked=factors.asked_of(account),
    ), 422 if form.is_submitted() else 200


@bp.post("/account/sessions/<tag>/revoke")
@staff_only
def revoke_session(tag: str) -> ResponseReturnValue:
    """Sign out one of one's own browsers."""
    account = get_current_account()
    try:
        secret_tag = bytes.fromhex(tag)
    except ValueError:
        abort(404)
    with transaction():
        if not sessions.revoke_session(account, secret_tag):
            abort(404)
        record(service.actor(account), "session.revoke", service.actor(account))
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".own_account"))
