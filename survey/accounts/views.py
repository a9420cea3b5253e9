from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts import (
    access,
    administration,
    import_views,
    lending,
    own_account,
    second_step,
    service,
    sessions,
    unfinished,
)
from survey.accounts.access import (
    current_account,
    get_current_account,
    public,
    staff_only,
)
from survey.accounts.blueprint import bp
from survey.accounts.errors import LinkNotUsable
from survey.accounts.forms import SignInForm
from survey.accounts.rules import is_local_path
from survey.accounts.signing_in import carry, try_password
from survey.database import transaction
from survey.i18n import gettext as _

# Importing the other modules is what puts their views on the blueprint.
__all__ = [
    "administration",
    "bp",
    "import_views",
    "lending",
    "own_account",
    "second_step",
    "unfinished",
]


@bp.get("/")
@staff_only
def home() -> ResponseReturnValue:
    """Show what this person can do next."""
    return render_template("accounts/home.html", account=get_current_account())


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for user name and password."""
    if current_account() is not None:
        return redirect(_destination())
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form)
    account = try_password(form.username.data or "", form.password.data or "")
    if account is None:
        form.password.errors = [_("User name and password do not belong together.")]
        return _sign_in_page(form)
    with transaction():
        secret = sessions.open_session(account, passed=False)
    response = redirect(url_for(".second_factor", next=_destination()))
    carry(response, secret, by_link=False)
    return response


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/sign_in.html", form=form), status


def _destination() -> str:
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for(".home")


@bp.get("/link/<secret>")
@public
def link(secret: str) -> ResponseReturnValue:
    """Show whom the link signs in; opening it uses nothing up.

    Mail programs and virus scanners open links before people do.
    """
    account = service.find_link(secret)
    if account is None:
        return _dead_link(LinkNotUsable())
    return render_template("accounts/link.html", account=account)


@bp.post("/link/<secret>")
@public
def use_link(secret: str) -> ResponseReturnValue:
    """Sign in whoever holds the link, once."""
    try:
        with transaction():
            account = service.use_link(secret)
            cookie = sessions.open_session(account, passed=False)
    except LinkNotUsable as refusal:
        return _dead_link(refusal)
    response = redirect(url_for(".second_factor"))
    carry(response, cookie, by_link=True)
    if account.password_hash is None:
        flash(_("Welcome. First comes a second proof, then a password."), "success")
    return response


def _dead_link(refusal: LinkNotUsable) -> ResponseReturnValue:
    return render_template("accounts/dead_link.html", refusal=refusal), 410


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign this browser out; a second click does no harm."""
    with transaction():
        sessions.close_session(access.cookie())
    response = redirect(url_for(".sign_in"))
    access.take_cookie(response)
    return response
