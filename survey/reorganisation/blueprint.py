from flask import Blueprint

from survey.accounts.access import get_current_account
from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.agencies.tenancy import get_unit
from survey.reorganisation.wording import unit_kind

bp = Blueprint(
    "reorganisation", __name__, url_prefix="/staff/units", template_folder="templates"
)
bp.add_app_template_filter(unit_kind)

READERS = (Role.ADMINISTRATOR, Role.DESIGNER, Role.APPROVER)


def get_read_unit(code: str) -> Unit:
    """Return a unit that whoever is signed in may look at, or end with a 404 page."""
    return get_unit(get_current_account(), code, *READERS)
