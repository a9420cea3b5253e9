"""Units as they begin, change and end."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.agencies.models import Unit, UnitKind
from survey.database import transaction
from survey.forms import FlaskForm, day_in
from survey.i18n import gettext as _
from survey.reorganisation import service
from survey.reorganisation.blueprint import bp, get_read_unit
from survey.reorganisation.errors import ReorganisationError
from survey.reorganisation.forms import (
    EndForm,
    MoveForm,
    NewUnitForm,
    RenameForm,
)


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def new() -> ResponseReturnValue:
    """Write down a unit that begins."""
    form = NewUnitForm()
    if form.validate_on_submit():
        try:
            with transaction():
                unit = service.add(_new_unit(form), by=actor(get_current_account()))
        except ReorganisationError as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("%(unit)s is written down.", unit=unit.name), "success")
            return redirect(url_for(".unit", code=unit.code))
    return _page("new.html", form)


def _new_unit(form: NewUnitForm) -> service.NewUnit:
    above = (form.parent.data or "").strip()
    return service.NewUnit(
        code=(form.code.data or "").strip(),
        name=form.name.data or "",
        kind=UnitKind(form.kind.data),
        parent=service.known_unit(above) if above else None,
        valid_from=day_in(form.valid_from),
    )


@bp.route("/<code>/rename", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def rename(code: str) -> ResponseReturnValue:
    """Give a unit a new name from a day on."""
    unit, form = get_read_unit(code), RenameForm()
    if form.validate_on_submit() and _done(
        lambda by: service.rename(
            unit, form.name.data or "", day_in(form.from_day), by=by
        )
    ):
        flash(_("The unit is called %(unit)s now.", unit=unit.name), "success")
        return redirect(url_for(".unit", code=code))
    return _page("rename.html", form, unit)


@bp.route("/<code>/move", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def move(code: str) -> ResponseReturnValue:
    """Let a unit belong to another from a day on."""
    unit, form = get_read_unit(code), MoveForm()
    if form.validate_on_submit() and _done(
        lambda by: service.move(
            unit,
            service.known_unit(form.parent.data or ""),
            day_in(form.from_day),
            by=by,
        )
    ):
        flash(_("The unit belongs to another one now."), "success")
        return redirect(url_for(".unit", code=code))
    return _page("move.html", form, unit)


@bp.route("/<code>/end", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def end(code: str) -> ResponseReturnValue:
    """Let a unit end; what will be so is shown first, and done when confirmed."""
    unit, form = get_read_unit(code), EndForm()
    if form.validate_on_submit() and _done(lambda _by: _check_end(unit, form)):
        successors = [service.known_unit(each) for each in form.codes]
        if "confirmed" not in request.form:
            return render_template(
                "reorganisation/end_sure.html",
                unit=unit,
                form=form,
                successors=successors,
            )
        if _done(
            lambda by: service.end(unit, day_in(form.last_day), successors, by=by)
        ):
            flash(_("The end of %(unit)s is written down.", unit=unit.name), "success")
            return redirect(url_for(".unit", code=code))
    return _page("end.html", form, unit)


def _check_end(unit: Unit, form: EndForm) -> None:
    successors = [service.known_unit(each) for each in form.codes]
    service.check_may_end(unit, day_in(form.last_day), successors)


def _done(act: Callable[[str], None]) -> bool:
    """Do something in a transaction; a refusal is told and nothing is done."""
    try:
        with transaction():
            act(actor(get_current_account()))
    except ReorganisationError as refusal:
        flash(str(refusal), "error")
        return False
    return True


def _page(
    template: str, form: FlaskForm, unit: Unit | None = None
) -> ResponseReturnValue:
    status = 422 if form.is_submitted() else 200
    return render_template(f"reorganisation/{template}", form=form, unit=unit), status
