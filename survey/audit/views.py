from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from survey.accounts.access import role_required
from survey.accounts.models import Role
from survey.addresses import LARGEST
from survey.audit import service

bp = Blueprint(
    "audit", __name__, url_prefix="/staff/audit", template_folder="templates"
)

PAGE = 100


@bp.get("/")
@role_required(Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION, everywhere=True)
def index() -> ResponseReturnValue:
    """Show the log, the newest entries first, and whether its chain holds."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LARGEST:
        abort(404)
    entries = service.list_entries(PAGE, before)
    return render_template(
        "audit/index.html",
        entries=entries,
        broken=service.find_break(),
        end=service.find_end(),
        older=entries[-1].seq if entries and entries[-1].seq > 1 else None,
    )
