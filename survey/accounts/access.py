"""The doors of a view: open to all, to signed-in staff, or to a role."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from survey.accounts import kept_forms, sessions
from survey.accounts.models import Account, Role
from survey.accounts.roles import role_name
from survey.database import transaction
from survey.i18n import gettext as _

View = TypeVar("View", bound=Callable[..., Any])

KEPT = "kept_form"  # the cookie with the key to a form that waits for its sender
PUBLIC = "public"
STAFF = "staff"
# A page that reloads itself says so: nobody may sit before it any more.
WATCHING = "watching"


def public(view: View) -> View:
    """Mark a view that anyone may open, respondents first of all."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def staff_only(view: View) -> View:
    """Let any signed-in member of staff open the view."""
    return _guard(view, STAFF, frozenset(Role))


def role_required(*roles: Role, everywhere: bool = False) -> Callable[[View], View]:
    """Let only signed-in staff who hold one of `roles` open the view.

    Parameters
    ----------
    *roles : Role
        One of them is enough.
    everywhere : bool
        Whether the role must be held for the whole installation. Without it the
        view itself shows only what lies below the unit the role is held for
        (`survey.agencies.tenancy`).
    """

    def decorate(view: View) -> View:
        access = "|".join(roles) + ("@everywhere" if everywhere else "")
        return _guard(view, access, frozenset(roles), everywhere)

    return decorate


def _guard(
    view: View, access: str, roles: frozenset[Role], everywhere: bool = False
) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        account = current_account()
        if account is None:
            return _ask_to_sign_in()
        if not admits(account):
            abort(403)
        return view(*args, **kwargs)

    def admits(account: Account) -> bool:
        held = (account.held(role) for role in roles)
        return any(
            one is not None and (one.unit_id is None or not everywhere) for one in held
        )

    guarded.access = access  # type: ignore[attr-defined]
    guarded.admits = admits  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def may_open(endpoint: str) -> bool:
    """Say whether the door of a view is open to who is signed in, for links to it."""
    view: Any = current_app.view_functions[endpoint]
    account = current_account()
    return account is not None and view.admits(account)


def _ask_to_sign_in() -> Any:
    secret = cookie()
    if request.method not in {"GET", "HEAD"}:
        former = sessions.find_former(secret)
        if former is None:
            abort(401)
        return _keep_form(former)
    step = "second_factor" if sessions.find_halfway(secret) else "sign_in"
    return redirect(url_for(f"accounts.{step}", next=request.full_path.rstrip("?")))


def _keep_form(account: Account) -> Response:
    """Keep what was sent until its sender has signed in again."""
    sent = {name: request.form.getlist(name) for name in request.form}
    had_file = any(file.filename for file in request.files.values())
    with transaction():
        key = kept_forms.keep(account, request.full_path, sent, had_file=had_file)
    flash(
        _(
            "You were signed out because nothing was done for a while. What you wrote "
            "is kept for an hour: sign in, and it is there again."
        ),
        "error",
    )
    response = redirect(url_for("accounts.sign_in"), 303)
    response.set_cookie(
        sessions.cookie_name(KEPT),
        key.hex(),
        max_age=int(kept_forms.LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )
    return response


def current_account() -> Account | None:
    """Return the account that is signed in with this browser, if any."""
    if "account" not in g:
        g.account = sessions.find_account(cookie())
    account: Account | None = g.account
    return account


def get_current_account() -> Account:
    """Return the signed-in account; the view must stand behind a door."""
    account = current_account()
    if account is None:
        abort(401)
    return account


def cookie() -> str:
    """Return the secret that this browser carries, or nothing."""
    return request.cookies.get(sessions.cookie_name(), "")


def give_cookie(response: Response, secret: str) -> None:
    """Let the browser carry the secret of its session until it is closed."""
    response.set_cookie(
        sessions.cookie_name(),
        secret,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )


def take_cookie(response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        sessions.cookie_name(), secure=current_app.config["TLS"], httponly=True
    )


def init_app(app: Flask) -> None:
    """Let every template know who is signed in, and note that they are there."""
    app.before_request(_see)
    app.jinja_env.filters["role_name"] = role_name
    app.context_processor(
        lambda: {
            "current_account": current_account,
            "may_open": may_open,
            "Role": Role,
        }
    )


def _see() -> None:
    secret = cookie()
    if not secret or request.endpoint == "static" or WATCHING in request.args:
        return
    if current_account() is not None and sessions.is_due_to_be_seen(secret):
        with transaction():
            sessions.see(secret)
