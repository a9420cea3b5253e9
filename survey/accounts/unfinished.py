"""A form that waited while its sender signed in again."""

from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from survey.accounts import access, kept_forms, sessions
from survey.accounts.access import get_current_account, staff_only
from survey.accounts.blueprint import bp
from survey.accounts.kept_forms import Content
from survey.accounts.rules import is_local_path
from survey.database import transaction
from survey.i18n import gettext as _


@bp.get("/kept-form")
@staff_only
def kept_form() -> ResponseReturnValue:
    """Show that a form waits, and offer to send it as it was."""
    content = _find()
    if content is None:
        return _let_go(redirect(url_for(".home")))
    return render_template(
        "accounts/kept_form.html",
        content=content,
        place=urlsplit(content.path).path,
    )


@bp.post("/kept-form")
@staff_only
def send_kept_form() -> ResponseReturnValue:
    """Let the browser send the same form to where it was going."""
    content = _find()
    if content is None or not is_local_path(content.path):
        flash(_("Nothing is kept any more. Please fill the form in anew."), "error")
        return _let_go(redirect(url_for(".home")))
    _drop()
    return _let_go(redirect(content.path, 307))


@bp.post("/kept-form/drop")
@staff_only
def drop_kept_form() -> ResponseReturnValue:
    """Let go of it."""
    _drop()
    return _let_go(redirect(url_for(".home")))


def _find() -> Content | None:
    return kept_forms.find(get_current_account(), _key())


def _drop() -> None:
    with transaction():
        kept_forms.drop(_key())


def _key() -> bytes:
    try:
        return bytes.fromhex(request.cookies.get(sessions.cookie_name(access.KEPT), ""))
    except ValueError:
        abort(400)


def _let_go(response: Response) -> Response:
    response.delete_cookie(
        sessions.cookie_name(access.KEPT),
        secure=current_app.config["TLS"],
        httponly=True,
    )
    return response
