from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required, staff_only
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.waves import (
    checklist,
    dossier_views,
    drafting_views,
    running_views,
    service,
)
from survey.waves.blueprint import bp, get_wave
from survey.waves.errors import WaveError
from survey.waves.forms import OpenWaveForm
from survey.waves.groups import groups_of
from survey.waves.models import Wave, WaveState
from survey.waves.wording import add_filters

# Importing the other modules is what puts their views on the blueprint.
__all__ = ["bp", "dossier_views", "drafting_views", "running_views"]
add_filters(bp)


@bp.get("/")
@staff_only
def index() -> ResponseReturnValue:
    """List the waves with their state."""
    found = service.list_waves()
    return render_template(
        "waves/index.html",
        waves=[wave for wave in found if wave.archived_at is None],
        archived=[wave for wave in found if wave.archived_at is not None],
    )


@bp.get("/<slug>")
@staff_only
def wave(slug: str) -> ResponseReturnValue:
    """Show what a wave asks, whom it rates, and its periods."""
    found = get_wave(slug)
    return _page(found, OpenWaveForm())


def _page(wave: Wave, form: OpenWaveForm) -> str:
    is_draft = wave.state is WaveState.DRAFT
    points = checklist.check(wave) if is_draft else []
    return render_template(
        "waves/wave.html",
        wave=wave,
        form=form,
        points=points,
        groups=groups_of(wave),
    )


@bp.post("/<slug>/open")
@role_required(Role.DESIGNER, everywhere=True)
def open_wave(slug: str) -> ResponseReturnValue:
    """Open a drafted wave, once it was confirmed."""
    found = get_wave(slug)
    form = OpenWaveForm()
    if not form.validate_on_submit():
        return _page(found, form), 400
    try:
        with transaction():
            service.open_wave(found)
            record(actor(get_current_account()), "wave.open", f"wave:{slug}")
    except WaveError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The wave is open."), "success")
    return redirect(url_for(".wave", slug=slug))
