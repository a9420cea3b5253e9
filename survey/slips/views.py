"""Numbered paper slips as staff print them and follow them."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.service import actor
from survey.agencies.tenancy import current_scope
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import VIETNAMESE, use_language
from survey.instruments.service import get_instrument
from survey.invitations.offices import get_office as chosen_office
from survey.invitations.offices import list_offices
from survey.slips import box_views, boxes, entry_views, paper, printing, progress
from survey.slips.blueprint import bp
from survey.slips.forms import PrintForm
from survey.slips.models import SlipBatch
from survey.slips.offices import KEEPERS, READERS, get_office

# Importing the other two modules is what puts their views on the blueprint.
__all__ = ["box_views", "bp", "entry_views"]


@bp.get("/")
@role_required(*READERS)
def index() -> ResponseReturnValue:
    """List the offices that have paper slips, and how far these are."""
    return render_template(
        "slips/index.html", offices=progress.list_counts(current_scope(*READERS))
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(*KEEPERS)
def new() -> ResponseReturnValue:
    """Take the next numbers of an office, then show the slips."""
    form = PrintForm()
    form.office.choices = list_offices(current_scope(*KEEPERS))
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("slips/new.html", form=form), status
    wave, unit = chosen_office(form.office.data, current_scope(*KEEPERS))
    with transaction():
        batch = printing.number_slips(wave, unit, form.count.data or 0)
        record(
            actor(get_current_account()),
            "slips.print",
            f"slip_batch:{batch.id}",
            wave=wave.slug,
            unit=unit.code,
            first=batch.first,
            last=batch.last,
        )
    return redirect(url_for(".print_slips", batch_id=batch.id))


@bp.get("/batches/<int:batch_id>")
@role_required(*KEEPERS)
def print_slips(batch_id: int) -> ResponseReturnValue:
    """Show the slips of a batch, to be printed; the numbers are no secret."""
    batch = printing.find_batch(batch_id)
    if batch is None or not current_scope(*KEEPERS).holds(batch.unit):
        abort(404)
    use_language(VIETNAMESE)  # what people fill in is theirs
    return _sheets(batch)


def _sheets(batch: SlipBatch) -> str:
    instrument = get_instrument(batch.wave.instrument_version_id)
    sections = paper.lay_out(instrument, batch.unit)
    return render_template(
        "slips/sheets.html",
        batch=batch,
        title=instrument.title[VIETNAMESE],
        heading=(instrument.heading or {}).get(VIETNAMESE, ""),
        sections=sections,
        half=paper.fits_half_a_page(sections),
        Shape=paper.Shape,
    )


@bp.get("/<wave_slug>/<unit_code>/")
@role_required(*READERS)
def office(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Show the slips and the boxes of one office."""
    wave, unit = get_office(wave_slug, unit_code)
    return render_template(
        "slips/office.html",
        wave=wave,
        unit=unit,
        counts=progress.count(wave, unit),
        batches=printing.list_batches(wave, unit),
        openings=boxes.list_openings(wave, unit),
        illustrative=wave.illustrative,
    )
