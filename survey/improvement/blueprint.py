from flask import Blueprint, abort

from survey.accounts.access import get_current_account
from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.agencies.tenancy import current_scope, get_unit
from survey.improvement import service
from survey.improvement.models import ImprovementAction
from survey.improvement.wording import action_state

bp = Blueprint(
    "improvement",
    __name__,
    url_prefix="/staff/improvement",
    template_folder="templates",
)
bp.add_app_template_filter(action_state)

WRITERS = (Role.VIEWER, Role.DESIGNER)
READERS = (*WRITERS, Role.ANALYST, Role.APPROVER)


def get_read_unit(code: str, *roles: Role) -> Unit:
    """Return a unit that whoever is signed in may see, or end with a 404 page."""
    return get_unit(get_current_account(), code, *(roles or READERS))


def get_action(action_id: int, *roles: Role) -> ImprovementAction:
    """Return an action of such a unit, or end with a 404 page."""
    found = service.find(action_id, current_scope(*(roles or READERS)))
    if found is None:
        abort(404)
    return found
