"""The desk of whoever leads a one-stop centre."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from survey.accounts.access import role_required
from survey.accounts.models import FIELDWORK, Role
from survey.agencies.tenancy import current_scope
from survey.centre import today
from survey.centre.wording import mood_name

bp = Blueprint(
    "centre", __name__, url_prefix="/staff/centre", template_folder="templates"
)
bp.add_app_template_filter(mood_name)

READERS = (Role.VIEWER, *FIELDWORK)


@bp.get("/")
@role_required(*READERS)
def index() -> ResponseReturnValue:
    """Show what is stuck now, and what was said in the last period."""
    scope = current_scope(*READERS)
    return render_template(
        "centre/index.html",
        requests=today.requests(scope),
        kiosks=today.kiosks_in_trouble(scope),
        to_decide=today.ratings_to_decide(scope),
        periods=today.last_periods(scope),
    )
