"""Taking in a submission: once, whole, and before anybody is thanked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from questionnaires import Answer
from survey import keys
from survey.agencies.models import Unit
from survey.database import session
from survey.responses import drafts
from survey.responses.body import body_tag, write_body
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import Channel, InboxRow, Spent
from survey.responses.receipts import draw_receipt, normal_receipt
from survey.waves import service as waves
from survey.waves.errors import WaveNotOpen
from survey.waves.models import Wave

SPENT_IS_KEPT = timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A finished form on its way into the inbox; its answers have been checked."""

    wave: Wave
    unit: Unit
    uuid: UUID
    answers: Mapping[str, Answer]
    language: str
    channel: Channel
    day: date
    counter: int | None = None

    def body(self) -> str:
        """Return what is kept of it, and compared when it comes again."""
        digest = self.wave.instrument_version.content_hash
        return write_body(self.answers, digest)


def submit(submission: Submission) -> str:
    """Count the submission and return its receipt.

    Sent again with the same answers it returns the same receipt and changes
    nothing, also when the wave has closed or the answers were released.

    Raises
    ------
    AnsweredOtherwise
        If its UUID was counted with other answers; those stay.
    WaveNotOpen
        If the wave takes no answers today.
    """
    body = submission.body()
    # Of two senders at once neither finds anything spent. The key then lets one
    # through; the other comes round again and finds it.
    while (receipt := _receipt_of(submission.uuid, body)) is None:
        _check_accepts(submission)
        if _spend(submission, body):
            _put_into_inbox(submission, body)
    return receipt


def _receipt_of(uuid: UUID, body: str) -> str | None:
    spent = session().get(Spent, keys.tag("spent", uuid.bytes))
    if spent is None:
        return None
    if spent.body_tag != body_tag(uuid, body):
        raise AnsweredOtherwise(spent.receipt)
    return spent.receipt


def _check_accepts(submission: Submission) -> None:
    waves.check_accepts(submission.wave)
    period = waves.open_period_for(submission.wave, submission.day)
    if period is None:
        raise WaveNotOpen
    # Its closing waits for us, and we for it: nothing is thanked for that no
    # period would count.
    session().refresh(period, with_for_update={"read": True})
    if period.closed_at is not None:
        _check_accepts(submission)


def _spend(submission: Submission, body: str) -> bool:
    """Mark the UUID as counted; say whether nobody else did at the same time."""
    spent = Spent(
        uuid_tag=keys.tag("spent", submission.uuid.bytes),
        body_tag=body_tag(submission.uuid, body),
        receipt=draw_receipt(),
        spent_on=submission.day,
    )
    try:
        with session().begin_nested():
            session().add(spent)
    except IntegrityError:
        return False
    return True


def _put_into_inbox(submission: Submission, body: str) -> None:
    session().add(
        InboxRow(
            # Another tag than that of `spent`: a receipt must not lead to answers.
            key=keys.tag("inbox", submission.uuid.bytes),
            wave_id=submission.wave.id,
            unit_id=submission.unit.id,
            channel=submission.channel,
            language=submission.language,
            counter=submission.counter,
            day=submission.day,
            body=body,
        )
    )
    session().flush()


def find_receipt(typed: str) -> str | None:
    """Return the receipt if a form was counted under it, or nothing."""
    receipt = normal_receipt(typed)
    if not receipt.isalnum():  # PostgreSQL refuses a NUL even as a question
        return None
    return session().scalar(select(Spent.receipt).where(Spent.receipt == receipt))


def sweep(today: date) -> None:
    """Remove drafts that have expired and receipts nobody asks for any more."""
    outdated = delete(Spent).where(Spent.spent_on < today - SPENT_IS_KEPT)
    session().execute(outdated)
    drafts.sweep()
