"""Waves as staff write them down, change, drop, take back and close."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import session, transaction
from survey.i18n import gettext as _
from survey.instruments.service import list_versions
from survey.waves import preparing, service
from survey.waves.blueprint import bp, get_wave
from survey.waves.errors import (
    AlreadyAnswered,
    ChangedMeanwhile,
    WaveError,
    WaveIsNotOpen,
)
from survey.waves.forms import SureForm
from survey.waves.models import Wave, WaveState
from survey.waves.wave_form import WaveForm


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def new() -> ResponseReturnValue:
    """Write a wave down, from nothing or from an earlier one."""
    form, versions = WaveForm(), list_versions()
    form.offer(versions)
    if not form.is_submitted():
        _begin(form, request.args.get("like", ""))
    if form.validate_on_submit():
        try:
            with transaction():
                wave = service.create_wave(form.new_wave(versions))
                _record("wave.create", wave)
        except WaveError as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("The draft is saved. Look it through, then open it."), "success")
            return redirect(url_for(".wave", slug=wave.slug))
    return _page(form, wave=None)


def _begin(form: WaveForm, slug: str) -> None:
    like = service.find_wave(slug)
    if like is None:
        form.show_usual()
    else:
        form.show(preparing.a_year_later(preparing.as_new(like)))


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def edit(slug: str) -> ResponseReturnValue:
    """Change a draft; who was slower sees what the other has saved."""
    wave, form, versions = get_wave(slug), WaveForm(), list_versions()
    form.offer(versions)
    if not form.is_submitted():
        form.show(preparing.as_new(wave))
        form.revision.data = str(wave.revision)
    if form.validate_on_submit():
        try:
            with transaction():
                revision = int(form.revision.data or 0)
                preparing.change_wave(wave, form.new_wave(versions), revision)
                _record("wave.change", wave)
        except ChangedMeanwhile as refusal:
            session().expire_all()
            flash(str(refusal), "error")
            form.revision.data = None  # the page carries the one that is stored now
            return _page(form, wave, theirs=True)
        except WaveError as refusal:
            session().expire_all()
            flash(str(refusal), "error")
        else:
            flash(_("The draft is saved."), "success")
            return redirect(url_for(".wave", slug=wave.slug))
    return _page(form, wave)


def _page(
    form: WaveForm, wave: Wave | None, *, theirs: bool = False
) -> ResponseReturnValue:
    saved = WaveForm(formdata=None)
    if theirs and wave is not None:
        saved.offer(list_versions())
        saved.show(preparing.as_new(wave))
    page = render_template(
        "waves/write.html",
        form=form,
        wave=wave,
        saved=saved if theirs else None,
        revision=wave.revision if wave else "",
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<slug>/discard", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def discard(slug: str) -> ResponseReturnValue:
    """Drop a draft, once that was confirmed."""
    wave, form = get_wave(slug), SureForm()
    if not form.validate_on_submit():
        return render_template("waves/discard.html", wave=wave, form=form)
    try:
        with transaction():
            _record("wave.discard", wave)
            preparing.discard_wave(wave)
    except WaveError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".wave", slug=slug))
    flash(_("The draft is dropped."), "success")
    return redirect(url_for(".index"))


@bp.route("/<slug>/take-back", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def take_back(slug: str) -> ResponseReturnValue:
    """Make a draft again of a wave that was opened by mistake."""
    wave, form = get_wave(slug), SureForm()
    if not form.validate_on_submit():
        return render_template("waves/take_back.html", wave=wave, form=form)
    try:
        with transaction():
            preparing.reopen_draft(wave)
            _record("wave.take_back", wave)
    except DBAPIError:  # the database keeps what was answered
        session().expire_all()
        flash(str(AlreadyAnswered()), "error")
    else:
        flash(_("The wave is a draft again. Nobody had answered."), "success")
    return redirect(url_for(".wave", slug=slug))


@bp.route("/<slug>/close", methods=["GET", "POST"])
@role_required(Role.DESIGNER, everywhere=True)
def close(slug: str) -> ResponseReturnValue:
    """End an open wave before its last day, once that was confirmed."""
    wave, form = get_wave(slug), SureForm()
    if not form.validate_on_submit():
        if wave.state is WaveState.OPEN:
            return render_template("waves/close.html", wave=wave, form=form)
        flash(str(WaveIsNotOpen()), "error")
        return redirect(url_for(".wave", slug=slug))
    try:
        with transaction():
            preparing.close_early(wave)
            _record("wave.close_early", wave)
    except WaveError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The wave is closed. What was answered counts."), "success")
    return redirect(url_for(".wave", slug=slug))


def _record(act: str, wave: Wave) -> None:
    record(actor(get_current_account()), act, f"wave:{wave.slug}")
