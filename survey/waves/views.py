from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required, staff_only
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.waves import drafting_views, service
from survey.waves.blueprint import bp, get_wave
from survey.waves.errors import WaveError
from survey.waves.forms import OpenWaveForm
from survey.waves.wording import add_filters

# Importing the other module is what puts its views on the blueprint.
__all__ = ["bp", "drafting_views"]
add_filters(bp)


@bp.get("/")
@staff_only
def index() -> ResponseReturnValue:
    """List the waves with their state."""
    return render_template("waves/index.html", waves=service.list_waves())


@bp.get("/<slug>")
@staff_only
def wave(slug: str) -> ResponseReturnValue:
    """Show what a wave asks, whom it rates, and its periods."""
    found = get_wave(slug)
    return render_template("waves/wave.html", wave=found, form=OpenWaveForm())


@bp.post("/<slug>/open")
@role_required(Role.DESIGNER, everywhere=True)
def open_wave(slug: str) -> ResponseReturnValue:
    """Open a drafted wave, once it was confirmed."""
    found = get_wave(slug)
    form = OpenWaveForm()
    if not form.validate_on_submit():
        return render_template("waves/wave.html", wave=found, form=form), 400
    try:
        with transaction():
            service.open_wave(found)
            record(actor(get_current_account()), "wave.open", f"wave:{slug}")
    except WaveError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The wave is open."), "success")
    return redirect(url_for(".wave", slug=slug))
