from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.agencies.tenancy import current_scope, get_unit
from survey.database import transaction
from survey.i18n import gettext as _
from survey.kiosks import addresses, enrolment, service
from survey.kiosks.errors import KioskError
from survey.kiosks.forms import KioskForm, NewKioskForm
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import ClockState, KioskState, clock_state
from survey.kiosks.units import find_units
from survey.kiosks.wording import add_filters

# Who sets kiosks up, and who sees how they are.
KEEPERS = (Role.ADMINISTRATOR, Role.FIELDWORK_MANAGER)
SEERS = (*KEEPERS, Role.DESIGNER)

bp = Blueprint(
    "kiosks", __name__, url_prefix="/staff/kiosks", template_folder="templates"
)
add_filters(bp)
bp.app_context_processor(
    lambda: {"count_silent_kiosks": lambda: service.count_silent(current_scope(*SEERS))}
)

LONGEST_SEARCH = 100


@bp.get("/")
@role_required(*SEERS)
def index() -> ResponseReturnValue:
    """List the kiosks by unit, all or those of one state."""
    wanted = request.args.get("state", "")
    state = KioskState(wanted) if wanted in set(KioskState) else None
    scope = current_scope(*SEERS)
    kiosks = service.list_kiosks(scope=scope)
    return render_template(
        "kiosks/index.html",
        listed=kiosks if state is None else service.list_kiosks(state, scope),
        silent=sum(one.state is KioskState.SILENT for one in kiosks),
        state=state,
        State=KioskState,
    )


@bp.get("/new")
@role_required(*KEEPERS)
def choose_unit() -> ResponseReturnValue:
    """Find the unit that a new kiosk is for."""
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    units = find_units(search, current_scope(*KEEPERS))
    return render_template("kiosks/choose_unit.html", search=search, units=units)


@bp.route("/new/<unit_code>", methods=["GET", "POST"])
@role_required(*KEEPERS)
def new(unit_code: str) -> ResponseReturnValue:
    """Set up a kiosk for a unit."""
    unit = get_unit(get_current_account(), unit_code, *KEEPERS)
    form = NewKioskForm(data=_like_an_old_one())
    if form.validate_on_submit():
        try:
            with transaction():
                kiosk = service.create_kiosk(unit, form.setup, by=_me())
        except KioskError as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("The kiosk is set up. Now enrol its tablet."), "success")
            return redirect(url_for(".kiosk", kiosk_id=kiosk.id))
    status = 422 if form.is_submitted() else 200
    return render_template("kiosks/new.html", unit=unit, form=form), status


@bp.get("/<int:kiosk_id>")
@role_required(*SEERS)
def kiosk(kiosk_id: int) -> ResponseReturnValue:
    """Show how it stands with a kiosk, and what can be done with it."""
    found = _get(kiosk_id, *SEERS)
    return render_template(
        "kiosks/kiosk.html",
        kiosk=found,
        state=service.state_of(found),
        State=KioskState,
        clock_state=clock_state(found.clock_offset),
        Clock=ClockState,
    )


@bp.route("/<int:kiosk_id>/settings", methods=["GET", "POST"])
@role_required(*KEEPERS)
def settings(kiosk_id: int) -> ResponseReturnValue:
    """Change name, counters, waiting time and PIN."""
    found = _get(kiosk_id, *KEEPERS)
    form = KioskForm(data=_settings_of(found))
    if form.validate_on_submit():
        try:
            with transaction():
                service.change_kiosk(found, form.setup, by=_me())
        except KioskError as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("Changed. The tablet takes it over within a minute."), "success")
            return redirect(url_for(".kiosk", kiosk_id=found.id))
    status = 422 if form.is_submitted() else 200
    return render_template("kiosks/settings.html", kiosk=found, form=form), status


@bp.post("/<int:kiosk_id>/code")
@role_required(*KEEPERS)
def new_code(kiosk_id: int) -> ResponseReturnValue:
    """Issue an enrolment code and show it, this once."""
    found = _get(kiosk_id, *KEEPERS)
    try:
        with transaction():
            code = enrolment.issue_code(found, by=_me())
    except KioskError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".kiosk", kiosk_id=found.id))
    return render_template(
        "kiosks/code.html", kiosk=found, code=code, address=addresses.kiosk_address()
    )


@bp.route("/<int:kiosk_id>/revoke", methods=["GET", "POST"])
@role_required(*KEEPERS)
def revoke(kiosk_id: int) -> ResponseReturnValue:
    """Ask once more, then let the kiosk take no more answers."""
    found = _get(kiosk_id, *KEEPERS)
    if request.method == "GET":
        return render_template("kiosks/revoke.html", kiosk=found)
    try:
        with transaction():
            service.revoke_kiosk(found, by=_me())
    except KioskError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The kiosk is revoked."), "success")
    return redirect(url_for(".kiosk", kiosk_id=found.id))


def _like_an_old_one() -> dict[str, object]:
    """Return the settings of the kiosk that the new one takes the place of."""
    old = _find(request.args.get("like", 0, type=int), *KEEPERS)
    return {"idle_seconds": 60} if old is None else _settings_of(old)


def _settings_of(kiosk: Kiosk) -> dict[str, object]:
    return {
        "name": kiosk.name,
        "counters": kiosk.counters.replace(",", ", "),
        "idle_seconds": kiosk.idle_seconds,
    }


def _get(kiosk_id: int, *roles: Role) -> Kiosk:
    return _find(kiosk_id, *roles) or abort(404)


def _find(kiosk_id: int, *roles: Role) -> Kiosk | None:
    found = service.find_kiosk(kiosk_id)
    within = found is not None and current_scope(*roles).holds(found.unit)
    return found if within else None


def _me() -> str:
    return actor(get_current_account())
