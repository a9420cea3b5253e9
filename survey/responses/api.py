"""Where queues send what they hold: JSON in, JSON out, final or to be tried again.

No cookie is looked at, and what is answered says what became of this one UUID.
"""

from dataclasses import dataclass

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.database import transaction
from survey.errors import SurveyError
from survey.extensions import csrf
from survey.i18n import VIETNAMESE, use_language
from survey.i18n import gettext as _
from survey.invitations.errors import (
    CodeExpired,
    CodeOfAnotherForm,
    CodeUnknown,
    CodeUsed,
    NothingToReplace,
)
from survey.origins import is_ours
from survey.responses import letters, taking
from survey.responses.errors import (
    AnsweredOtherwise,
    FormNotTrusted,
    NotOurs,
    UnknownDevice,
)
from survey.responses.letters import Envelope
from survey.responses.taking import State, Taken
from survey.waves.errors import WaveNotOpen

bp = Blueprint("submissions", __name__, url_prefix="/rate/api")
csrf.exempt(bp)  # it rests on cookies, and none is looked at here

# Why something is not taken, as the queues know it, and the status that says so.
REASONS: dict[type[SurveyError], tuple[str, int]] = {
    FormNotTrusted: ("unreadable", 422),
    NotOurs: ("not_ours", 403),
    UnknownDevice: ("unknown_device", 403),
    WaveNotOpen: ("not_open", 410),
    AnsweredOtherwise: ("answered_otherwise", 409),
    CodeUnknown: ("code_unknown", 404),
    CodeOfAnotherForm: ("code_of_another_form", 404),
    CodeExpired: ("code_expired", 410),
    CodeUsed: ("code_used", 409),
    NothingToReplace: ("nothing_to_replace", 409),
}
JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a queue is told about one submission, and when it need not ask again."""

    state: State
    sentence: str
    status: int
    receipt: str | None = None
    reason: str | None = None


@bp.post("/submissions")
@public
def submit() -> ResponseReturnValue:
    """Take in one submission and say what became of it."""
    use_language(request.args.get("lang", VIETNAMESE))
    envelope: Envelope | None = None
    try:
        envelope = _read_request()
        outcome = handle(envelope)
    except SurveyError as refusal:
        outcome = _refused(refusal)
    answer = {
        "uuid": envelope.uuid if envelope else None,
        "state": outcome.state,
        "receipt": outcome.receipt,
        "reason": outcome.reason,
        "sentence": outcome.sentence,
    }
    return Response(msgspec.json.encode(answer), outcome.status, mimetype=JSON)


def handle(envelope: Envelope) -> Outcome:
    """Take in one envelope in a transaction of its own."""
    try:
        letter = letters.open_envelope(envelope)
        ahead = taking.read_ahead(letter)
        with transaction():
            taken = taking.take(letter, ahead)
    except SurveyError as refusal:
        return _refused(refusal)
    return _accepted(taken)


def _read_request() -> Envelope:
    words = request.get_data()
    if not is_ours(request.headers, f"{request.scheme}://{request.host}"):
        raise NotOurs
    if request.mimetype != JSON:
        raise FormNotTrusted
    return letters.read_envelope(words)


def _accepted(taken: Taken) -> Outcome:
    if taken.state is State.QUARANTINED:
        said = _("Your form has arrived. Somebody looks at it before it is counted.")
        return Outcome(state=taken.state, sentence=said, status=202)
    return Outcome(
        state=taken.state,
        sentence=_("Your form is counted"),
        status=200 if taken.again else 201,
        receipt=taken.receipt,
    )


def _refused(refusal: SurveyError) -> Outcome:
    reason, status = next(
        (said for kind, said in REASONS.items() if isinstance(refusal, kind)),
        REASONS[FormNotTrusted],
    )
    return Outcome(
        state=State.REFUSED,
        sentence=str(refusal),
        status=status,
        receipt=refusal.receipt if isinstance(refusal, AnsweredOtherwise) else None,
        reason=reason,
    )
