"""Taking in a submission: once, whole, and before anybody is thanked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, select

from questionnaires import Answer
from survey import keys
from survey.agencies.models import Unit
from survey.database import connection, put_unless_there, session
from survey.instruments.service import get_content_hash
from survey.invitations import codes, uses
from survey.invitations.errors import NothingToReplace
from survey.responses import drafts
from survey.responses.body import body_tag, write_body
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import Channel, InboxRow, Proof, Quarantined, Spent
from survey.responses.receipts import draw_receipt, normal_receipt
from survey.responses.withdrawal import take_out
from survey.waves import service as waves
from survey.waves.errors import WaveNotOpen
from survey.waves.holding import hold_open_period
from survey.waves.models import Wave

SPENT_IS_KEPT = timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A finished form on its way into the inbox; its answers have been checked.

    Attributes
    ----------
    day
        The day it counts on: for a phone that of its arrival, for paper and
        kiosks the one it was answered on.
    code
        The access code that lets it through, if it came with one.
    replaces
        The receipt of the earlier form whose place it takes; needs the code.
    partial
        Whether somebody walked away before the end.
    instrument
        The content hash of its questionnaire, where that is at hand.
    """

    wave: Wave
    unit: Unit
    uuid: UUID
    answers: Mapping[str, Answer]
    language: str
    channel: Channel
    day: date
    counter: int | None = None
    proof: Proof = Proof.NONE
    code: str | None = None
    replaces: str | None = None
    partial: bool = False
    instrument: str | None = None

    def body(self) -> str:
        """Return what is kept of it, and compared when it comes again."""
        digest = self.instrument or get_content_hash(self.wave.instrument_version_id)
        return write_body(self.answers, digest)


@dataclass(frozen=True)
class Counted:
    """A submission's receipt, and whether it was counted before."""

    receipt: str
    again: bool


def submit(submission: Submission) -> str:
    """Count the submission and return its receipt; see `count`."""
    return count(submission).receipt


def count(submission: Submission) -> Counted:
    """Count the submission once.

    Sent again with the same answers it has the same receipt and changes
    nothing, also when the wave has closed, its code is used (by itself) or the
    answers were released. A refusal leaves the transaction half done: whoever
    opened it undoes it.

    Raises
    ------
    AnsweredOtherwise
        If its UUID was counted with other answers; those stay.
    WaveNotOpen
        If no open period takes it.
    InvitationError
        If its code does not let it through, or what it replaces is gone.
    """
    body = submission.body()
    while True:
        late = submission.channel is not Channel.PHONE
        takes = hold_open_period(submission.wave, submission.day, also_closed=late)
        receipt = draw_receipt()
        if takes and _spend(submission, body, receipt):
            # Another tag than that of `spent`: a receipt must not lead to answers.
            key = keys.tag("inbox", submission.uuid.bytes)
            _use_code(submission, receipt, key)
            _put_into_inbox(submission, body, key)
            return Counted(receipt, again=False)
        earlier = find_counted(submission, body)
        if earlier is not None:
            return Counted(earlier, again=True)
        if not takes:
            waves.check_accepts(submission.wave)
            raise WaveNotOpen
        # By chance somebody else has this receipt: draw another one.


def find_counted(submission: Submission, body: str | None = None) -> str | None:
    """Return the receipt of a submission that was counted before, or nothing.

    Raises
    ------
    AnsweredOtherwise
        If it was counted with other answers.
    """
    uuid = submission.uuid
    spent = session().execute(
        select(Spent.body_tag, Spent.receipt).where(
            Spent.uuid_tag == keys.tag("spent", uuid.bytes)
        )
    )
    known = spent.one_or_none()
    if known is None:
        return None
    if known.body_tag != body_tag(uuid, body or submission.body()):
        raise AnsweredOtherwise(known.receipt)
    return str(known.receipt)


def _spend(submission: Submission, body: str, receipt: str) -> bool:
    """Mark the UUID as counted; say whether it and the receipt were new."""
    row = {
        "uuid_tag": keys.tag("spent", submission.uuid.bytes),
        "body_tag": body_tag(submission.uuid, body),
        "receipt": receipt,
        "spent_on": submission.day,
    }
    return put_unless_there(_SPENT, row)


def _use_code(submission: Submission, receipt: str, key: bytes) -> None:
    if submission.code is None:
        if submission.replaces is not None:
            raise NothingToReplace
        return
    form = uses.Form(
        wave_id=submission.wave.id,
        unit_id=submission.unit.id,
        receipt=receipt,
        inbox_key=key,
    )
    if submission.replaces is None:
        uses.burn(submission.code, form)
    else:
        earlier = uses.replace(submission.code, submission.replaces, form)
        take_out(earlier, submission.replaces)


def _put_into_inbox(submission: Submission, body: str, key: bytes) -> None:
    row = {
        "key": key,
        "wave_id": submission.wave.id,
        "unit_id": submission.unit.id,
        "channel": submission.channel,
        "proof": submission.proof if submission.code is None else Proof.CODE,
        "partial": submission.partial,
        "language": submission.language,
        "counter": submission.counter,
        "day": submission.day,
        "body": body,
    }
    connection().execute(_PUT, row)


_SPENT = cast(Table, Spent.__table__)
_PUT = insert(cast(Table, InboxRow.__table__))


def find_spent(typed: str) -> Spent | None:
    """Return the form that was counted under this receipt, or nothing."""
    receipt = normal_receipt(typed)
    if not receipt.isalnum():  # PostgreSQL refuses a NUL even as a question
        return None
    return session().scalar(select(Spent).where(Spent.receipt == receipt))


def sweep(today: date) -> None:
    """Remove drafts, receipts and codes that nobody asks for any more."""
    outdated = today - SPENT_IS_KEPT
    session().execute(delete(Spent).where(Spent.spent_on < outdated))
    # What was decided upon has no content any more, and only stops replays.
    decided = (Quarantined.sealed == b"") & (Quarantined.arrived_on < outdated)
    session().execute(delete(Quarantined).where(decided))
    codes.sweep(today)
    drafts.sweep()
