"""Inviting people from a file of visits: choose it, look at it, confirm."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import (
    current_account,
    get_current_account,
    role_required,
)
from survey.accounts.models import FIELDWORK
from survey.accounts.service import actor
from survey.audit.service import record
from survey.channels import Channel, is_set_up
from survey.database import transaction
from survey.i18n import ngettext
from survey.invitations import inviting, letters, reminding
from survey.invitations.errors import VisitsNotReadable
from survey.invitations.inviting import Plan, Reading
from survey.invitations.inviting_forms import ConfirmForm, FileForm, PlanForm
from survey.outbox.models import MessageKind
from survey.waves import service as waves
from survey.waves.errors import WaveNotOpen
from survey.waves.models import Wave

bp = Blueprint(
    "inviting", __name__, url_prefix="/staff/invitations", template_folder="templates"
)

LARGEST_FILE = 2 * 1024 * 1024
AT_MOST = 2_000  # lines at once: a request must not take a minute
SHOWN = 50  # bad lines


@bp.url_value_preprocessor
def take_larger_files(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let staff send more than a citizen may; before the form is read for its token."""
    if current_account() is not None:
        request.max_content_length = LARGEST_FILE
        request.max_form_memory_size = LARGEST_FILE


@bp.get("/")
@role_required(*FIELDWORK, everywhere=True)
def index() -> ResponseReturnValue:
    """Show how many were invited, and how many of them answered."""
    counted = [(wave, reminding.count_answered(wave)) for wave in waves.list_waves()]
    return render_template(
        "inviting/index.html", counted=[(wave, rows) for wave, rows in counted if rows]
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(*FIELDWORK, everywhere=True)
def new() -> ResponseReturnValue:
    """Choose a file of visits, and see what it would do."""
    form = FileForm()
    open_waves = _offer(form)
    if form.validate_on_submit():
        plan, held = _plan(form, open_waves), form.file.data.read()
        try:
            reading = inviting.read(held, plan, at_most=AT_MOST)
        except VisitsNotReadable as refusal:
            form.file.errors = [str(refusal)]
        else:
            return _preview(form, plan, reading, held.decode("utf-8-sig"))
    status = 422 if form.is_submitted() else 200
    missing = [channel for channel in Channel if not is_set_up(channel)]
    return render_template("inviting/new.html", form=form, missing=missing), status


def _preview(
    form: PlanForm, plan: Plan, reading: Reading, content: str
) -> ResponseReturnValue:
    return render_template(
        "inviting/preview.html",
        form=form,
        wave=plan.wave,
        reading=reading,
        shown=reading.bad[:SHOWN],
        samples=_samples(plan, reading),
        content=content,
    )


@bp.post("/")
@role_required(*FIELDWORK, everywhere=True)
def invite() -> ResponseReturnValue:
    """Invite whom the preview named, once that was confirmed."""
    form = ConfirmForm()
    open_waves = _offer(form)
    if not form.validate_on_submit():
        return redirect(url_for(".new"), 303)
    plan, held = _plan(form, open_waves), (form.content.data or "").encode()
    try:
        with transaction():
            count = _invite(held, plan)
    except (VisitsNotReadable, WaveNotOpen) as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".new"), 303)
    words = ngettext(
        "%(n)s person will be invited.", "%(n)s people will be invited.", count
    )
    flash(words, "success")
    return redirect(url_for(".index"), 303)


def _invite(held: bytes, plan: Plan) -> int:
    reading = inviting.read(held, plan, at_most=AT_MOST)
    count = inviting.invite(reading.visits, plan)
    by = actor(get_current_account())
    record(by, "invitation.import", f"wave:{plan.wave.slug}", count=count)
    return count


def _offer(form: PlanForm) -> list[Wave]:
    today = clock.today()
    open_waves = [
        wave
        for wave in waves.list_open_waves()
        if wave.opens_on <= today <= wave.closes_on
    ]
    form.offer(open_waves)
    return open_waves


def _plan(form: PlanForm, open_waves: list[Wave]) -> Plan:
    return Plan(
        wave=next(wave for wave in open_waves if wave.slug == form.wave.data),
        phones=Channel(form.phones.data),
        after_days=form.after_days.data or 0,
    )


def _samples(plan: Plan, reading: Reading) -> list[tuple[Channel, int, str, int]]:
    """Return a text of each channel that the file uses, and what it costs."""
    samples = []
    for channel in Channel:
        visits = [visit for visit in reading.visits if visit.channel is channel]
        if visits:
            letter = letters.Letter(
                unit=visits[0].unit,
                minutes=plan.minutes,
                expires_on=inviting.expiry(visits[0].visited_on, plan.wave),
                link=inviting.address("c", "X" * 26),
                refusal=inviting.address("o", "X" * 32),
            )
            words = letters.write(
                MessageKind.INVITATION, channel, visits[0].language, letter
            )
            parts = letters.sms_parts(words.text) if channel is Channel.SMS else 0
            samples.append((channel, len(visits), words.text, parts))
    return samples
