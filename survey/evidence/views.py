"""Signed days: for staff who answer for them, and for everybody."""

from io import BytesIO

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import get_current_account, public, role_required
from survey.accounts.models import Role
from survey.database import transaction
from survey.evidence import confirming, roots
from survey.evidence.errors import EvidenceError
from survey.evidence.forms import ConfirmForm
from survey.i18n import gettext as _
from survey.jobs.models import JobState
from survey.jobs.service import find_last

bp = Blueprint("evidence", __name__, template_folder="templates")
KEEPERS = (Role.AUDITOR, Role.ADMINISTRATOR, Role.APPROVER, Role.DATA_PROTECTION)
SHOWN = 31


@bp.get("/evidence/")
@public
def index() -> ResponseReturnValue:
    """Show the signed days, and how somebody outside checks them."""
    return render_template("evidence/index.html", **_shown())


@bp.get("/evidence/days.json")
@public
def days() -> ResponseReturnValue:
    """Give all documents with their signatures as one file."""
    return send_file(
        BytesIO(roots.export().encode("utf-8")),
        mimetype="application/json",
        as_attachment=True,
        download_name="hailong-signed-days.json",
    )


@bp.get("/evidence/<digest>.json")
@public
def document(digest: str) -> ResponseReturnValue:
    """Give one document exactly as it was signed."""
    signed = roots.find_by_digest(digest) if digest.isalnum() else None
    if signed is None:
        abort(404)
    return send_file(
        BytesIO(signed.document.encode("utf-8")),
        mimetype="application/json",
        as_attachment=True,
        download_name=f"hailong-{signed.day}.json",
    )


@bp.route("/staff/evidence/", methods=["GET", "POST"])
@role_required(*KEEPERS, everywhere=True)
def staff() -> ResponseReturnValue:
    """Show the same, and take down what keepers outside confirm."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            with transaction():
                confirming.confirm(
                    form.digest.data or "",
                    form.keeper.data or "",
                    get_current_account(),
                )
        except EvidenceError as refusal:
            form.digest.errors = [str(refusal)]
        else:
            flash(_("Noted: what they keep is what was signed."), "success")
            return redirect(url_for(".staff"))
    status = 422 if form.is_submitted() else 200
    last = find_last("evidence.check")
    return render_template(
        "evidence/staff.html", form=form, last=last, State=JobState, **_shown()
    ), status


def _shown() -> dict[str, object]:
    listed = roots.list_roots(SHOWN)
    return {
        "signed": listed,
        "public_key": roots.contents_of(listed[0])["public_key"] if listed else None,
        "confirmations": confirming.list_confirmations(),
        "silence": confirming.days_of_silence(clock.today()),
        "longest": confirming.LONGEST_SILENCE,
    }
