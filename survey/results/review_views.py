"""A draft between who made it and who approves it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.database import transaction
from survey.forms import FlaskForm
from survey.i18n import gettext as _
from survey.results import reading, reviewing
from survey.results.errors import ResultsError
from survey.results.forms import DiscardForm, ReturnForm, ScheduleForm, SubmitForm
from survey.results.models import Publication
from survey.results.staff_blueprint import bp, get_publication, record_act


@bp.route("/<int:publication_id>/submit", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def submit(publication_id: int) -> ResponseReturnValue:
    """Hand a draft over for approval."""
    found, form = get_publication(publication_id), SubmitForm()
    return _do(
        "submit",
        found,
        form,
        lambda: reviewing.submit(found, get_current_account(), form.note.data or ""),
        _("The draft is handed over for approval."),
    )


@bp.route("/<int:publication_id>/return", methods=["GET", "POST"])
@role_required(Role.APPROVER, everywhere=True)
def give_back(publication_id: int) -> ResponseReturnValue:
    """Give a draft back with reasons."""
    found, form = get_publication(publication_id), ReturnForm()
    return _do(
        "return",
        found,
        form,
        lambda: reviewing.give_back(
            found, get_current_account(), form.reasons.data or ""
        ),
        _("The draft is given back, with your reasons."),
    )


@bp.route("/<int:publication_id>/schedule", methods=["GET", "POST"])
@role_required(Role.APPROVER, everywhere=True)
def schedule(publication_id: int) -> ResponseReturnValue:
    """Approve a draft, to appear at a moment."""
    found, form = get_publication(publication_id), ScheduleForm()

    def deed() -> None:
        moment = form.due_at.data
        if moment is not None:
            due_at = moment.replace(tzinfo=clock.ZONE)
            reviewing.schedule(found, get_current_account(), due_at)

    said = _(
        "Approved. It appears by itself at that moment; until then it can be called "
        "off."
    )
    return _do("schedule", found, form, deed, said)


@bp.route("/<int:publication_id>/withdraw", methods=["GET", "POST"])
@role_required(Role.DESIGNER, Role.APPROVER, everywhere=True)
def withdraw(publication_id: int) -> ResponseReturnValue:
    """Call off the moment at which a draft would appear."""
    found, form = get_publication(publication_id), DiscardForm()
    return _do(
        "withdraw",
        found,
        form,
        lambda: reviewing.withdraw(found, get_current_account()),
        _("It does not appear. The draft waits for approval again."),
    )


def _do(
    act: str,
    publication: Publication,
    form: FlaskForm,
    deed: Callable[[], None],
    said: str,
) -> ResponseReturnValue:
    """Ask, do it, and lead back to the draft; say why where it is refused."""
    if not form.validate_on_submit():
        page = render_template(
            f"publications/{act}.html",
            publication=publication,
            head=reading.head(publication),
            illustrative=publication.wave.illustrative,
            form=form,
        )
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction():
            deed()
            record_act(f"publication.{act}", publication)
    except ResultsError as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return redirect(url_for(".preview", publication_id=publication.id))
