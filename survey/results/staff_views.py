"""Publications as staff make them: drafted by one account, approved by another."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.database import session, transaction
from survey.forms import FlaskForm
from survey.i18n import gettext as _
from survey.jobs.service import request_job
from survey.results import publications, reading, review_views, reviewing
from survey.results.errors import ResultsError
from survey.results.forms import ApproveForm, CorrectionForm, DiscardForm, DraftForm
from survey.results.models import Publication, PublicationState
from survey.results.showing import pages
from survey.results.staff_blueprint import bp, get_publication, record_act
from survey.results.step_models import StepKind
from survey.waves.models import Period

# Importing the other module is what puts its views on the blueprint.
__all__ = ["bp", "review_views"]
JOB = "results.draft"
# Who sees what is not published yet: it tells of every unit.
READERS = (Role.DESIGNER, Role.APPROVER, Role.ANALYST)


@bp.get("/")
@role_required(*READERS, everywhere=True)
def index() -> ResponseReturnValue:
    """List what waits to be drafted, what waits for approval, what is published."""
    return render_template(
        "publications/index.html",
        unpublished=publications.list_unpublished(),
        drafts=[(d, reviewing.last_step(d)) for d in publications.list_drafts()],
        published=publications.list_published(),
        form=DraftForm(),
    )


@bp.post("/periods/<int:period_id>/draft")
@role_required(Role.DESIGNER, everywhere=True)
def draft(period_id: int) -> ResponseReturnValue:
    """Ask the worker for a draft of a closed period."""
    period = session().get(Period, period_id)
    if period is None:
        abort(404)
    if not DraftForm().validate_on_submit():
        abort(400)
    return _request_draft(period)


@bp.get("/<int:publication_id>")
@role_required(*READERS, everywhere=True)
def preview(publication_id: int) -> ResponseReturnValue:
    """Show a publication as everybody will see it."""
    publication = get_publication(publication_id)
    page = reading.overview(publication)
    return render_template(
        "publications/preview.html",
        publication=publication,
        State=PublicationState,
        Kind=StepKind,
        steps=reviewing.list_steps(publication),
        waits=reviewing.is_waiting(publication),
        **pages.overview_context(
            page, unit_address=lambda code: _unit_address(publication, code)
        ),
    )


@bp.get("/<int:publication_id>/units/<unit_code>")
@role_required(*READERS, everywhere=True)
def unit(publication_id: int, unit_code: str) -> ResponseReturnValue:
    """Show a unit's page of a publication as everybody will see it."""
    publication = get_publication(publication_id)
    page = reading.agency(publication, unit_code)
    if page is None:
        abort(404)
    return render_template(
        "publications/unit.html",
        publication=publication,
        **pages.agency_context(page),
    )


@bp.route("/<int:publication_id>/approve", methods=["GET", "POST"])
@role_required(Role.APPROVER, everywhere=True)
def approve(publication_id: int) -> ResponseReturnValue:
    """Publish a draft, once a second account has confirmed it."""
    publication, form = get_publication(publication_id), ApproveForm()
    if not form.validate_on_submit():
        return _page("publications/approve.html", publication, form)
    account = get_current_account()
    try:
        with transaction():
            publications.approve(publication, account)
            record_act("publication.approve", publication)
    except ResultsError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".preview", publication_id=publication_id))
    flash(_("The results are published. Everybody can read them now."), "success")
    return redirect(url_for(".index"))


@bp.route("/<int:publication_id>/discard", methods=["GET", "POST"])
@role_required(Role.DESIGNER, Role.APPROVER, everywhere=True)
def discard(publication_id: int) -> ResponseReturnValue:
    """Drop a draft; the answers and their batches stay."""
    publication, form = get_publication(publication_id), DiscardForm()
    if not form.validate_on_submit():
        return _page("publications/discard.html", publication, form)
    try:
        with transaction():
            record_act("publication.discard", publication)
            publications.discard(publication)
    except ResultsError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The draft is discarded. The answers are all still there."), "success")
    return redirect(url_for(".index"))


@bp.route("/<int:publication_id>/correct", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def correct(publication_id: int) -> ResponseReturnValue:
    """Ask for a new version of a publication that says what it corrects."""
    publication, form = get_publication(publication_id), CorrectionForm()
    if publication.state is PublicationState.DRAFT:
        abort(404)
    if not form.validate_on_submit():
        return _page("publications/correct.html", publication, form)
    return _request_draft(publication.period, form.correction.data)


def _request_draft(
    period: Period, correction: str | None = None
) -> ResponseReturnValue:
    """Check now what can be checked, and leave the figures to the worker."""
    account = get_current_account()
    try:
        with transaction():
            publications.check_may_draft(period, correction)
            job = request_job(
                JOB,
                {
                    "period_id": period.id,
                    "account_id": account.id,
                    "correction": correction,
                },
                account,
            )
    except ResultsError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".index"))
    return redirect(url_for("jobs.job", job_id=job.id))


def _page(
    template: str, publication: Publication, form: FlaskForm
) -> ResponseReturnValue:
    page = render_template(
        template,
        publication=publication,
        head=reading.head(publication),
        illustrative=publication.wave.illustrative,
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


def _unit_address(publication: Publication, code: str) -> str:
    return url_for(".unit", publication_id=publication.id, unit_code=code)
