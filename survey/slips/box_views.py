"""Openings of sealed boxes, as two people record them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import get_current_account, role_required
from survey.accounts.service import actor, list_accounts
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.slips import boxes
from survey.slips.blueprint import bp
from survey.slips.errors import SlipError
from survey.slips.forms import OpeningForm
from survey.slips.models import BoxOpening
from survey.slips.offices import KEEPERS, READERS, get_office, get_opening
from survey.slips.rules import Findings


@bp.route("/<wave_slug>/<unit_code>/openings/new", methods=["GET", "POST"])
@role_required(*KEEPERS)
def new_opening(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Record that a box was opened."""
    wave, unit = get_office(wave_slug, unit_code, KEEPERS)
    form = _form()
    if form.validate_on_submit():
        kept = _keep(
            "slips.open_box",
            lambda findings: boxes.record_opening(
                wave, unit, findings, by=get_current_account()
            ),
            form,
        )
        if kept is not None:
            return redirect(url_for(".opening", opening_id=kept.id))
    elif not form.is_submitted():
        form.opened_on.data = clock.today()
    page = render_template(
        "slips/new_opening.html",
        wave=wave,
        unit=unit,
        form=form,
        illustrative=wave.illustrative,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/openings/<int:opening_id>")
@role_required(*READERS)
def opening(opening_id: int) -> ResponseReturnValue:
    """Show the record of an opening and what it corrects."""
    found = get_opening(opening_id)
    return render_template(
        "slips/opening.html",
        opening=found,
        earlier=boxes.earlier_records(found),
        illustrative=found.wave.illustrative,
    )


@bp.route("/openings/<int:opening_id>/correct", methods=["GET", "POST"])
@role_required(*KEEPERS)
def correct(opening_id: int) -> ResponseReturnValue:
    """Put a new record in the place of a wrong one."""
    found, form = get_opening(opening_id, KEEPERS), _form()
    if form.validate_on_submit():
        kept = _keep(
            "slips.correct_opening",
            lambda findings: boxes.correct(found, findings, by=get_current_account()),
            form,
            corrects=found.id,
        )
        if kept is not None:
            return redirect(url_for(".opening", opening_id=kept.id))
    elif not form.is_submitted():
        form.show(found)
    page = render_template(
        "slips/correct_opening.html",
        opening=found,
        form=form,
        illustrative=found.wave.illustrative,
    )
    return page, 422 if form.is_submitted() else 200


def _keep(
    act: str,
    deed: Callable[[Findings], BoxOpening],
    form: OpeningForm,
    **detail: object,
) -> BoxOpening | None:
    """Do it and log it; say under the form why not, where it is refused."""
    try:
        with transaction():
            kept = deed(form.findings())
            record(
                actor(get_current_account()),
                act,
                f"box_opening:{kept.id}",
                found=kept.found,
                invalid=kept.invalid,
                seal_intact=kept.seal_intact,
                **detail,
            )
    except SlipError as refusal:
        flash(str(refusal), "error")
        return None
    flash(_("The record is kept. Nobody can change it."), "success")
    return kept


def _form() -> OpeningForm:
    form, own = OpeningForm(), get_current_account()
    form.offer(
        account
        for account in list_accounts()
        if account.id != own.id and account.disabled_at is None
    )
    return form
