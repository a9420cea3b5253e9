"""Pausing an open wave, letting it go on; putting a closed one away."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.waves import running
from survey.waves.blueprint import bp, get_wave
from survey.waves.errors import WaveError
from survey.waves.forms import SureForm
from survey.waves.models import Wave


@bp.route("/<slug>/pause", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def pause(slug: str) -> ResponseReturnValue:
    """Let nobody begin a form for a while, once that was confirmed."""
    wave, form = get_wave(slug), SureForm()
    if not form.validate_on_submit():
        return render_template("waves/pause.html", wave=wave, form=form)
    said = _("The wave is paused. What was begun can still be sent.")
    return _do("wave.pause", wave, running.pause, said)


@bp.post("/<slug>/resume")
@role_required(Role.DESIGNER, everywhere=True)
def resume(slug: str) -> ResponseReturnValue:
    """Let a paused wave go on."""
    return _do("wave.resume", get_wave(slug), running.go_on, _("The wave goes on."))


@bp.post("/<slug>/archive")
@role_required(Role.DESIGNER, everywhere=True)
def archive(slug: str) -> ResponseReturnValue:
    """Put a closed wave away."""
    said = _("The wave is in the archive. Its results stay readable.")
    return _do("wave.archive", get_wave(slug), running.archive, said)


@bp.post("/<slug>/take-out")
@role_required(Role.DESIGNER, everywhere=True)
def take_out(slug: str) -> ResponseReturnValue:
    """Bring an archived wave back into the list."""
    said = _("The wave is in the list again.")
    return _do("wave.take_out", get_wave(slug), running.take_out, said)


def _do(
    act: str, wave: Wave, deed: Callable[[Wave], None], said: str
) -> ResponseReturnValue:
    try:
        with transaction():
            deed(wave)
            record(actor(get_current_account()), act, f"wave:{wave.slug}")
    except WaveError as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return redirect(url_for(".wave", slug=wave.slug))
