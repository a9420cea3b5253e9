"""Trials of waves: begun by a button, dropped with everything that hangs on them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.operations.wave_removal import remove_waves
from survey.waves import trials
from survey.waves.blueprint import get_wave
from survey.waves.errors import NoTrial, WaveError
from survey.waves.forms import SureForm

bp = Blueprint(
    "trials", __name__, url_prefix="/staff/trials", template_folder="templates"
)


@bp.post("/<wave_slug>/begin")
@role_required(Role.DESIGNER, everywhere=True)
def begin(wave_slug: str) -> ResponseReturnValue:
    """Open a trial of a wave."""
    wave = get_wave(wave_slug)
    try:
        with transaction():
            trial = trials.begin(wave)
            record(actor(get_current_account()), "trial.begin", f"wave:{trial.slug}")
    except WaveError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("waves.wave", slug=wave_slug))
    flash(_("The trial is open for two weeks. Nothing of it counts."), "success")
    return redirect(url_for("waves.wave", slug=trial.slug))


@bp.route("/<wave_slug>/drop", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def drop(wave_slug: str) -> ResponseReturnValue:
    """Drop a trial with its answers, codes and slips, once that was confirmed."""
    wave, form = get_wave(wave_slug), SureForm()
    if not wave.trial:
        flash(str(NoTrial()), "error")
        return redirect(url_for("waves.wave", slug=wave_slug))
    if not form.validate_on_submit():
        return render_template("operations/drop_trial.html", wave=wave, form=form)
    with transaction():
        record(actor(get_current_account()), "trial.drop", f"wave:{wave.slug}")
        remove_waves([wave.id])
    flash(_("The trial is dropped, with everything that was tried."), "success")
    return redirect(url_for("waves.index"))
