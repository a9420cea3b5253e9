from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import FIELDWORK, Role
from survey.accounts.service import actor
from survey.agencies import desk as desks_of_units
from survey.agencies.forms import DeskForm
from survey.agencies.models import Unit
from survey.agencies.tenancy import current_scope, get_unit
from survey.contacts import NotReachable
from survey.database import transaction
from survey.i18n import gettext as _

bp = Blueprint(
    "agencies", __name__, url_prefix="/staff/desks", template_folder="templates"
)

LONGEST_SEARCH = 100
KEEPERS = (*FIELDWORK, Role.ADMINISTRATOR)


@bp.get("/")
@role_required(*KEEPERS)
def desks() -> ResponseReturnValue:
    """List the units that have a desk, or those that fit a search."""
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return render_template(
        "agencies/desks.html",
        listed=desks_of_units.list_desks(search, current_scope(*KEEPERS)),
        search=search,
        at_most=desks_of_units.AT_MOST,
    )


@bp.route("/<code>", methods=["GET", "POST"])
@role_required(*KEEPERS)
def desk(code: str) -> ResponseReturnValue:
    """Write down who calls back, and where complaints belong."""
    unit = get_unit(get_current_account(), code, *KEEPERS)
    form = DeskForm(obj=desks_of_units.find_desk(unit))
    if form.validate_on_submit() and _set_desk(unit, form):
        flash(_("The desk of %(unit)s is written down.", unit=unit.name), "success")
        return redirect(url_for(".desks"))
    status = 422 if form.is_submitted() else 200
    return render_template("agencies/desk.html", unit=unit, form=form), status


def _set_desk(unit: Unit, form: DeskForm) -> bool:
    try:
        with transaction():
            desks_of_units.set_desk(
                unit,
                email=form.email.data or "",
                complaint_channel=form.complaint_channel.data or "",
                by=actor(get_current_account()),
            )
    except NotReachable:
        form.email.errors = [_("Write one e-mail address, such as desk@example.vn.")]
        return False
    return True
