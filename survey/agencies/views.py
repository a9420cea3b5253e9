from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.agencies import desk as desks_of_units
from survey.agencies.forms import DeskForm
from survey.agencies.models import Unit
from survey.agencies.service import find_unit
from survey.contacts import NotReachable
from survey.database import transaction
from survey.i18n import gettext as _

bp = Blueprint(
    "agencies", __name__, url_prefix="/staff/desks", template_folder="templates"
)

LONGEST_SEARCH = 100


@bp.get("/")
@role_required(Role.DESIGNER, Role.ADMINISTRATOR)
def desks() -> ResponseReturnValue:
    """List the units that have a desk, or those that fit a search."""
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return render_template(
        "agencies/desks.html",
        listed=desks_of_units.list_desks(search),
        search=search,
        at_most=desks_of_units.AT_MOST,
    )


@bp.route("/<code>", methods=["GET", "POST"])
@role_required(Role.DESIGNER, Role.ADMINISTRATOR)
def desk(code: str) -> ResponseReturnValue:
    """Write down who calls back, and where complaints belong."""
    unit = _get_unit(code)
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


def _get_unit(code: str) -> Unit:
    unit = find_unit(code)
    if unit is None:
        abort(404)
    return unit
