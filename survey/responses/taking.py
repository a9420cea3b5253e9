"""What becomes of a letter: counted, put into quarantine, or refused.

A phone's is counted on the day it arrives. A kiosk has signed its own: that is
counted on the day it was answered, however late it arrives, and what cannot
be counted is kept until somebody decides.
"""

from dataclasses import dataclass
from enum import StrEnum

from survey import clock
from survey.kiosks.devices import check_signature, find_device
from survey.kiosks.models import Kiosk
from survey.responses import quarantine, reading, rules, service
from survey.responses.errors import FormNotTrusted, NotOurs, UnknownDevice
from survey.responses.letters import Letter, Stamp
from survey.responses.models import QuarantineReason
from survey.responses.service import Submission
from survey.responses.visit import Visit
from survey.waves.errors import WaveNotOpen


class State(StrEnum):
    """How a letter was received; each is final."""

    COUNTED = "counted"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a letter, and whether the same became of it before."""

    state: State
    receipt: str | None = None
    again: bool = False


def read_ahead(letter: Letter) -> Submission | None:
    """Return what a phone has sent, read before anybody has to wait for us."""
    if letter.stamp is not None:
        return None  # first it must be known who signed it
    return reading.from_phone(letter, reading.find_form(letter))


def take(letter: Letter, ahead: Submission | None = None) -> Taken:
    """Count the letter, or keep it in quarantine; a refusal is raised.

    Parameters
    ----------
    ahead
        What `read_ahead` has made of it.

    Raises
    ------
    SurveyError
        If it is not taken; whoever opened the transaction undoes it.
    """
    if ahead is not None:
        return _count(ahead)
    visit = reading.find_form(letter)
    if letter.stamp is None:
        return _count(reading.from_phone(letter, visit))
    kiosk = _get_signer(letter, letter.stamp)
    try:
        submission = reading.from_kiosk(letter, visit, letter.stamp.day)
    except FormNotTrusted:
        return _set_aside(letter, visit, kiosk, QuarantineReason.UNREADABLE)
    # What was counted once stays counted, whatever became of its kiosk since.
    earlier = service.find_counted(submission)
    if earlier is not None:
        return Taken(state=State.COUNTED, receipt=earlier, again=True)
    if quarantine.holds(letter.uuid):  # that is for somebody to decide, or was
        return Taken(state=State.QUARANTINED, again=True)
    reason = _reason_to_wait(letter.stamp, visit, kiosk)
    if reason is not None:
        return _set_aside(letter, visit, kiosk, reason)
    return _count_or_set_aside(letter, visit, kiosk, submission)


def _get_signer(letter: Letter, stamp: Stamp) -> Kiosk:
    """Return the kiosk that signed the letter; revoked ones sign as well."""
    kiosk = find_device(stamp.device)
    if kiosk is None:
        raise UnknownDevice
    signature = stamp.signature_bytes()
    if not check_signature(kiosk, letter.signed_words(stamp), signature):
        raise NotOurs
    return kiosk


def _reason_to_wait(
    stamp: Stamp, visit: Visit, kiosk: Kiosk
) -> QuarantineReason | None:
    if kiosk.revoked_at is not None:
        return QuarantineReason.REVOKED
    if kiosk.unit_id != visit.unit.id:  # not an answer to a form it shows
        return QuarantineReason.UNREADABLE
    opens_on, today = visit.wave.opens_on, clock.today()
    if rules.is_impossible(stamp.day, opens_on=opens_on, today=today):
        return QuarantineReason.CLOCK
    return None


def _count_or_set_aside(
    letter: Letter, visit: Visit, kiosk: Kiosk, submission: Submission
) -> Taken:
    try:
        return _count(submission)
    except WaveNotOpen:  # nothing was written yet
        return _set_aside(letter, visit, kiosk, QuarantineReason.WAVE_OVER)


def _count(submission: Submission) -> Taken:
    counted = service.count(submission)
    return Taken(state=State.COUNTED, receipt=counted.receipt, again=counted.again)


def _set_aside(
    letter: Letter, visit: Visit, kiosk: Kiosk, reason: QuarantineReason
) -> Taken:
    new = quarantine.put(letter, visit, kiosk, reason)
    return Taken(state=State.QUARANTINED, again=not new)
