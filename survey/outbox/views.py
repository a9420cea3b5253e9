"""What staff see of the outbox, and where gateways report what was delivered."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from survey import clock, wire
from survey.accounts.access import get_current_account, public, role_required
from survey.accounts.models import FIELDWORK, Role
from survey.accounts.service import actor
from survey.audit.service import record
from survey.channels import Channel, channels_set_up, gateways
from survey.database import transaction
from survey.extensions import csrf
from survey.i18n import ngettext
from survey.outbox import overview, service
from survey.outbox.forms import SureForm
from survey.outbox.gateway import Report, outcome_of
from survey.outbox.models import Message, Problem
from survey.outbox.signing import is_signed
from survey.outbox.wording import SET_UP_BY, add_filters
from survey.waves.models import Wave
from survey.waves.service import find_wave

bp = Blueprint("outbox", __name__, template_folder="templates")
add_filters(bp)

NO_WAVE = "-"


@bp.get("/staff/outbox/")
@role_required(*FIELDWORK, Role.ADMINISTRATOR, everywhere=True)
def index() -> ResponseReturnValue:
    """Show how far the messages of every wave have come."""
    missing = [channel for channel in Channel if channel not in channels_set_up()]
    return render_template(
        "outbox/index.html",
        sections=overview.sections(),
        requests=overview.requests_waiting(),
        missing=[(channel, SET_UP_BY[channel]) for channel in missing],
    )


@bp.route("/staff/outbox/<slug>/retry", methods=["GET", "POST"])
@role_required(*FIELDWORK, everywhere=True)
def retry(slug: str) -> ResponseReturnValue:
    """Let the failed messages of a wave out anew, once that was confirmed."""
    where, subject = _messages_of(slug)
    form = SureForm()
    if not form.validate_on_submit():
        return render_template("outbox/retry.html", **_asked(slug, form))
    with transaction():
        count = service.renew(*where)
        record(actor(get_current_account()), "outbox.retry", subject, count=count)
    words = ngettext(
        "%(n)s message goes out again.", "%(n)s messages go out again.", count
    )
    flash(words, "success")
    return redirect(url_for(".index"))


@bp.route("/staff/outbox/<slug>/cancel", methods=["GET", "POST"])
@role_required(*FIELDWORK, everywhere=True)
def cancel(slug: str) -> ResponseReturnValue:
    """Cancel the waiting messages of a wave, once that was confirmed."""
    where, subject = _messages_of(slug)
    form = SureForm()
    if not form.validate_on_submit():
        return render_template("outbox/cancel.html", **_asked(slug, form))
    with transaction():
        count = service.cancel(*where, problem=Problem.BY_STAFF)
        record(actor(get_current_account()), "outbox.cancel", subject, count=count)
    words = ngettext(
        "%(n)s message was cancelled.", "%(n)s messages were cancelled.", count
    )
    flash(words, "success")
    return redirect(url_for(".index"))


def _find_wave(slug: str) -> Wave | None:
    wave = find_wave(slug)
    if wave is None and slug != NO_WAVE:
        abort(404)
    return wave


def _messages_of(slug: str) -> tuple[list[ColumnElement[bool]], str]:
    wave = _find_wave(slug)
    if wave is None:
        return [Message.wave_id.is_(None)], "messages"
    return [Message.wave_id == wave.id], f"wave:{wave.slug}"


def _asked(slug: str, form: SureForm) -> dict[str, Any]:
    wave = _find_wave(slug)
    sections = (s for s in overview.sections() if s.wave == wave)
    return {"form": form, "wave": wave, "section": next(sections, None)}


@bp.post("/outbox/delivery")
@csrf.exempt  # no browser comes here: the gateway signs what it sends
@public
def delivery() -> ResponseReturnValue:
    """Take a gateway's report of what became of a message; twice changes nothing."""
    body = request.get_data()
    headers, now = dict(request.headers), clock.now().timestamp()
    trusted = {
        channel
        for channel, gateway in gateways().items()
        if is_signed(gateway.secret, headers, body, now)
    }
    if not trusted:
        return jsonify(state="not signed"), 403
    try:
        report = wire.read_json(body, Report)
    except wire.NotReadable:
        return jsonify(state="not readable"), 422
    return _note(report, trusted)


def _note(report: Report, trusted: set[Channel]) -> ResponseReturnValue:
    with transaction():
        message = service.find_message(report.id)
        if message is None or message.channel not in trusted:
            return jsonify(state="unknown message"), 404
        service.settle(message, outcome_of(report))
    return jsonify(state="noted")
