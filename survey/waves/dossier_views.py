"""Writing down how many dossiers the units finished in a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import FIELDWORK
from survey.accounts.service import actor
from survey.agencies.models import Unit
from survey.agencies.names import name_key
from survey.agencies.tenancy import current_scope
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.waves import dossiers, service
from survey.waves.blueprint import bp, get_wave
from survey.waves.forms import SureForm
from survey.waves.models import Period, Wave


@dataclass
class Typed:
    """What stands in the fields, what was understood, and what is wrong with it."""

    texts: dict[int, str] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


@bp.route("/<slug>/<int(max=9999):period>/dossiers", methods=["GET", "POST"])
@role_required(*FIELDWORK)
def finished(slug: str, period: int) -> ResponseReturnValue:
    """Show and change the counts of one's own units in a period."""
    wave, form = get_wave(slug), SureForm()
    found = service.find_period(wave, period) or abort(404)
    units = _own_units(wave)
    typed = _known(dossiers.counts_of(found), units)
    if form.validate_on_submit():
        typed = _read(request.form, units)
        if not typed.errors:
            _write(wave, found, units, typed)
            flash(_("The counts are written down."), "success")
            return redirect(url_for(".wave", slug=slug))
    status = 422 if typed.errors else 200
    return render_template(
        "waves/dossiers.html",
        wave=wave,
        period=found,
        units=units,
        typed=typed,
        form=form,
    ), status


def _own_units(wave: Wave) -> list[Unit]:
    ids = current_scope(*FIELDWORK).ids()
    own = [unit for unit in wave.units if ids is None or unit.id in ids]
    return sorted(own, key=lambda unit: name_key(unit.name))


def _known(counts: Mapping[int, int], units: Sequence[Unit]) -> Typed:
    texts = {unit.id: str(counts[unit.id]) for unit in units if unit.id in counts}
    return Typed(texts=texts)


def _read(fields: Mapping[str, str], units: Sequence[Unit]) -> Typed:
    typed = Typed()
    for unit in units:
        text = typed.texts[unit.id] = fields.get(f"count-{unit.id}", "").strip()
        digits = text.replace(".", "").replace(" ", "")
        if not digits:
            continue
        if digits.isascii() and digits.isdecimal() and int(digits) <= dossiers.MOST:
            typed.counts[unit.id] = int(digits)
        else:
            typed.errors[unit.id] = _("Write a whole number, such as 1240.")
    return typed


def _write(wave: Wave, period: Period, units: Sequence[Unit], typed: Typed) -> None:
    with transaction():
        dossiers.write(period, units, typed.counts)
        record(
            actor(get_current_account()),
            "dossiers.write",
            f"wave:{wave.slug} period:{period.number}",
            units=len(typed.counts),
            total=sum(typed.counts.values()),
        )
