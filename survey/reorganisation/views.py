"""The tree of units: looking at it, and its file for spreadsheets."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.accounts.uploads import take_files
from survey.agencies.errors import UnitsNotReadable
from survey.agencies.tenancy import current_scope
from survey.database import transaction
from survey.i18n import ngettext
from survey.reorganisation import changing_views, looking, unit_file
from survey.reorganisation.blueprint import READERS, bp, get_read_unit
from survey.reorganisation.forms import UnitFileForm

__all__ = ["bp", "changing_views"]

LONGEST_SEARCH = 100
take_files(bp, unit_file.LARGEST, ("import_file", "add_from_file"))


@bp.get("/")
@role_required(*READERS)
def units() -> ResponseReturnValue:
    """Show the highest units, or those that fit a search."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    scope = current_scope(*READERS)
    return render_template(
        "reorganisation/units.html",
        listed=looking.search(words, scope) if words else looking.tops(scope),
        search=words,
        at_most=looking.AT_MOST,
    )


@bp.get("/units.csv")
@role_required(*READERS)
def table() -> ResponseReturnValue:
    """Give the units as a file for spreadsheets, as it can be read again."""
    text = unit_file.write(looking.all_of(current_scope(*READERS)))
    return send_file(
        BytesIO(text.encode("utf-8")),
        mimetype="text/csv",
        as_attachment=True,
        download_name=f"units-{clock.today():%Y-%m-%d}.csv",
    )


@bp.get("/<code>")
@role_required(*READERS)
def unit(code: str) -> ResponseReturnValue:
    """Show a unit: what lies above and below it, what was before and after."""
    found = get_read_unit(code)
    page = looking.page_of(found, current_scope(*READERS))
    return render_template("reorganisation/unit.html", page=page, unit=found)


@bp.route("/import", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def import_file() -> ResponseReturnValue:
    """Read a file of units and show what it would add."""
    form, preview, content = UnitFileForm(), None, b""
    problems: list[str] = []
    if form.validate_on_submit():
        content = form.file.data.read()
        try:
            preview = unit_file.preview(content)
        except UnitsNotReadable as refusal:
            problems = refusal.problems
    status = 422 if form.is_submitted() and preview is None else 200
    return render_template(
        "reorganisation/import.html",
        form=form,
        preview=preview,
        problems=problems,
        text=content.decode("utf-8-sig") if preview else "",
    ), status


@bp.post("/import/add")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def add_from_file() -> ResponseReturnValue:
    """Add the new units of the file that was shown."""
    content = request.form.get("text", "").encode("utf-8")
    try:
        with transaction():
            added = unit_file.load(content, by=actor(get_current_account()))
    except UnitsNotReadable as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".import_file"))
    words = ngettext(
        "%(num)s unit is added.", "%(num)s units are added.", added, num=added
    )
    flash(words, "success")
    return redirect(url_for(".units"))
