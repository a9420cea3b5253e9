"""What staff see of the quarantine: how many of which kiosk and why, no answer."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import FIELDWORK, Role
from survey.accounts.service import actor
from survey.agencies.tenancy import current_scope
from survey.audit.service import record
from survey.database import transaction
from survey.extensions import csrf
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.i18n import ngettext
from survey.responses import exports, quarantine
from survey.responses.errors import MoreArrived, NotAQueue
from survey.responses.models import QuarantineReason
from survey.responses.quarantine import Decided, Heap
from survey.responses.quarantine_forms import AcceptForm, DiscardForm, QueueForm
from survey.responses.taking import State

bp = Blueprint(
    "quarantine", __name__, url_prefix="/staff/quarantine", template_folder="templates"
)
bp.app_context_processor(lambda: {"quarantined_of": quarantine.count_waiting})

SEERS = (*FIELDWORK, Role.ADMINISTRATOR)
WORDS = {
    QuarantineReason.REVOKED: _l("the kiosk was revoked when they arrived"),
    QuarantineReason.CLOCK: _l("the kiosk named a day that cannot be"),
    QuarantineReason.WAVE_OVER: _l("no period was open that could count them"),
    QuarantineReason.UNREADABLE: _l("they are not answers to a form of this kiosk"),
}


@bp.app_template_filter()
def quarantine_reason(reason: QuarantineReason) -> str:
    """Return in words why something was not counted at once."""
    return str(WORDS[reason])


@bp.get("/")
@role_required(*SEERS)
def index() -> ResponseReturnValue:
    """List what waits for a decision, by kiosk and reason."""
    return _show_index(QueueForm()), 200


@bp.post("/queue")
@csrf.exempt  # its form checks the token, once more than 64 KiB may be read
@role_required(*SEERS)
def take_queue() -> ResponseReturnValue:
    """Take in the queue that was exported from a kiosk."""
    request.max_content_length = exports.LARGEST
    form = QueueForm()
    if not form.validate_on_submit():
        return _show_index(form), 400
    try:
        counts = exports.take_queue(form.queue.data.read())
    except NotAQueue as refusal:
        form.queue.errors = [str(refusal)]
        return _show_index(form), 422
    with transaction():
        by = actor(get_current_account())
        record(by, "quarantine.queue", "kiosk queue", **_by_name(counts))
    _say_what_was_taken(counts)
    return redirect(url_for(".index"))


@bp.route("/<int:kiosk_id>/<reason>/accept", methods=["GET", "POST"])
@role_required(*FIELDWORK)
def accept(kiosk_id: int, reason: str) -> ResponseReturnValue:
    """Count a heap, once that was confirmed."""
    heap, form = _get_heap(kiosk_id, reason), AcceptForm()
    if not form.validate_on_submit():
        status = 400 if form.is_submitted() else 200
        page = render_template("quarantine/accept.html", heap=heap, form=form)
        return page, status
    try:
        with transaction():
            decided = quarantine.accept(heap, _seen())
            detail = {"counted": decided.counted, "left": decided.left}
            _record("quarantine.accept", heap, **detail)
    except MoreArrived as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".accept", kiosk_id=kiosk_id, reason=reason))
    _say_what_was_accepted(decided)
    return redirect(url_for(".index"))


def _say_what_was_accepted(decided: Decided) -> None:
    if decided.counted:
        n = decided.counted
        said = ngettext("%(n)s rating was counted.", "%(n)s ratings were counted.", n)
        flash(said, "success")
    if decided.left:
        flash(_left_in_words(decided.left), "error")


@bp.route("/<int:kiosk_id>/<reason>/discard", methods=["GET", "POST"])
@role_required(*FIELDWORK)
def discard(kiosk_id: int, reason: str) -> ResponseReturnValue:
    """Throw a heap away for a reason that the audit log keeps."""
    heap, form = _get_heap(kiosk_id, reason), DiscardForm()
    if not form.validate_on_submit():
        status = 400 if form.is_submitted() else 200
        page = render_template("quarantine/discard.html", heap=heap, form=form)
        return page, status
    try:
        with transaction():
            n = quarantine.discard(heap, _seen())
            _record("quarantine.discard", heap, discarded=n, why=form.why.data)
    except MoreArrived as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".discard", kiosk_id=kiosk_id, reason=reason))
    said = ngettext("%(n)s rating was discarded.", "%(n)s ratings were discarded.", n)
    flash(said, "success")
    return redirect(url_for(".index"))


def _seen() -> int:
    """Return how many there were on the page that the decision was made on."""
    return request.form.get("seen", 0, type=int)


def _show_index(form: QueueForm) -> str:
    scope = current_scope(*SEERS)
    heaps = [heap for heap in quarantine.list_heaps() if scope.holds(heap.kiosk.unit)]
    return render_template("quarantine/index.html", heaps=heaps, form=form)


def _get_heap(kiosk_id: int, reason: str) -> Heap:
    if reason not in set(QuarantineReason):
        abort(404)
    heap = quarantine.find_heap(kiosk_id, QuarantineReason(reason))
    if heap is None or not current_scope(*FIELDWORK).holds(heap.kiosk.unit):
        abort(404)
    return heap


def _record(act: str, heap: Heap, **detail: object) -> None:
    subject = f"kiosk:{heap.kiosk.device}"
    by = actor(get_current_account())
    record(by, act, subject, reason=heap.reason.value, **detail)


def _by_name(counts: dict[State, int]) -> dict[str, int]:
    return {state.value: counts.get(state, 0) for state in State}


def _say_what_was_taken(counts: dict[State, int]) -> None:
    said = _(
        "Of the file %(counted)s are counted, now or before, %(quarantined)s wait for "
        "a decision, and %(refused)s could not be taken.",
        **_by_name(counts),
    )
    flash(said, "error" if counts.get(State.REFUSED) else "success")


def _left_in_words(n: int) -> str:
    return ngettext(
        "%(n)s rating could not be counted and stays here: no open period takes it, "
        "it is not of the office of this kiosk, or it cannot be read.",
        "%(n)s ratings could not be counted and stay here: no open period takes them, "
        "they are not of the office of this kiosk, or they cannot be read.",
        n,
    )
