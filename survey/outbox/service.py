"""The outbox: what is to be told to whom, until it is told.

Whoever puts a message in cannot read it again; only the worker can.
"""

import secrets
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, delete, exists, or_, select, update

from survey import clock
from survey.channels import Channel
from survey.contacts import address_tag
from survey.database import session
from survey.outbox import content, rules
from survey.outbox.content import Content, Words
from survey.outbox.models import (
    Message,
    MessageKind,
    MessageState,
    OptOut,
    Problem,
)

ID_BYTES = 16


def enqueue(
    kind: MessageKind,
    channel: Channel,
    address: str,
    words: Words,
    *,
    due_at: datetime,
    unit_id: int | None = None,
    wave_id: int | None = None,
    kept_until: date | None = None,
    key: bytes | None = None,
) -> Message:
    """Put a message into the outbox, sealed at once.

    Parameters
    ----------
    kind, channel : MessageKind, Channel
        Why, and by what way.
    address : str
        In its normal spelling (`survey.contacts`).
    words : Words
        What is told.
    due_at : datetime
        Not before; citizens are told nothing at night.
    unit_id, wave_id : int, optional
        What it is about, for the sums that staff see.
    kept_until : date, optional
        The last day on which the contact may lie here; 30 days by default.
    key : bytes, optional
        Its key, where the same message must not come in twice; else by chance.

    Returns
    -------
    Message
        Cancelled, without any contact, if its address has opted out.
    """
    return enqueue_sealed(
        kind,
        channel,
        content.seal(channel, Content(address, words)),
        address_tag(address),
        due_at=due_at,
        unit_id=unit_id,
        wave_id=wave_id,
        kept_until=kept_until,
        key=key,
    )


def enqueue_sealed(
    kind: MessageKind,
    channel: Channel,
    sealed: bytes,
    tag: bytes,
    *,
    due_at: datetime,
    unit_id: int | None = None,
    wave_id: int | None = None,
    kept_until: date | None = None,
    key: bytes | None = None,
) -> Message:
    """Put in what was sealed before, as `content.seal` does."""
    message = Message(
        id=key or secrets.token_bytes(ID_BYTES),
        kind=kind,
        channel=channel,
        sealed=sealed,
        address_tag=tag,
        due_at=due_at,
        next_at=due_at,
        kept_until=kept_until or clock.local(due_at).date() + rules.KEPT,
        unit_id=unit_id,
        wave_id=wave_id,
        state=MessageState.WAITING,
    )
    if kind in rules.TO_CITIZENS and has_opted_out(tag):
        end(message, MessageState.CANCELLED, Problem.OPTED_OUT)
    session().add(message)
    return message


def end(message: Message, state: MessageState, problem: Problem | None) -> None:
    """End a message for good: whom it was for is forgotten."""
    message.state, message.problem = state, problem
    message.sealed = message.address_tag = None
    message.in_hand = False


def has_opted_out(tag: bytes) -> bool:
    """Say whether the address behind the tag is not written to."""
    return bool(session().scalar(select(exists().where(OptOut.address_tag == tag))))


def opt_out(tag: bytes) -> None:
    """Never write to an address again, and forget what was or is to be written."""
    if not has_opted_out(tag):
        session().add(OptOut(address_tag=tag, on=clock.today()))
        session().flush()
    hers = (Message.address_tag == tag) & Message.kind.in_(rules.TO_CITIZENS)
    cancel(hers, problem=Problem.OPTED_OUT)
    _forget(hers)


def cancel(*which: ColumnElement[bool], problem: Problem) -> int:
    """Cancel what waits, forget whom it was for, and return how many there were."""
    done = session().execute(
        update(Message)
        .where(Message.state == MessageState.WAITING, *which)
        .values(
            state=MessageState.CANCELLED,
            problem=problem,
            sealed=None,
            address_tag=None,
            in_hand=False,
        )
        .returning(Message.id)
    )
    return len(done.all())


def renew(*which: ColumnElement[bool]) -> int:
    """Let what has failed be sent anew, and return how many there were.

    It keeps its name, so that whoever took it unheard does not deliver it twice.
    Only what was taken and did not arrive needs a new one: under the old one it
    would be answered as before.
    """
    not_delivered = Message.problem == Problem.NOT_DELIVERED
    done = session().execute(
        update(Message)
        .where(
            Message.state == MessageState.FAILED,
            Message.sealed.is_not(None),  # what no second try mends is forgotten
            *which,
        )
        .values(
            state=MessageState.WAITING,
            problem=None,
            attempts=0,
            renewals=Message.renewals + case((not_delivered, 1), else_=0),
            next_at=clock.now(),
        )
        .returning(Message.id)
    )
    return len(done.all())


def find_message(name: str) -> Message | None:
    """Return the message that whoever delivers it calls by this name."""
    try:
        key = bytes.fromhex(name.partition("-")[0])
    except ValueError:
        return None
    message = session().get(Message, key, with_for_update=True)
    return message if message is not None and message.name == name else None


def settle(message: Message, outcome: rules.Outcome) -> None:
    """Note what became of an attempt; a message that ended stays as it is."""
    if outcome.problem is None and _was_on_its_way(message):
        message.state = MessageState.SENT
    if message.state not in {MessageState.WAITING, MessageState.SENT}:
        return
    message.in_hand = False
    if message.state is MessageState.SENT and outcome.problem in rules.UNHEARD:
        return  # whoever delivers has reported it before our attempt timed out
    message.provider_id = outcome.provider_id or message.provider_id
    message.cost_dong = max(message.cost_dong, outcome.cost_dong)
    message.problem = outcome.problem
    waiting = message.state is MessageState.WAITING
    if waiting and rules.is_tried_again(
        message.kind, message.channel, outcome, message.attempts
    ):
        message.next_at = rules.next_attempt(
            message.kind, message.attempts, clock.now()
        )
        return
    message.state = outcome.state
    message.next_at = message.due_at  # says no more when it was told
    if message.sealed is None or not rules.keeps_content(
        message.kind, message.channel, outcome
    ):
        end(message, outcome.state, outcome.problem)


def _was_on_its_way(message: Message) -> bool:
    """Say whether it may have gone out although we have ended it."""
    unheard = message.problem in rules.UNHEARD
    failed = message.state is MessageState.FAILED
    return message.state is MessageState.CANCELLED or (failed and unheard)


def sweep(today: date) -> None:
    """Forget every contact whose time is over, and rows that nobody sums up."""
    overdue = Message.kept_until < today
    cancel(overdue, problem=Problem.TOO_LATE)
    heard = Message.due_at < rules.start_of(today) - rules.HEARD_WITHIN
    _forget(or_(overdue, (Message.state == MessageState.SENT) & heard))
    # A citizen's request leaves nothing, not even that somebody asked.
    requests = Message.kind == MessageKind.CONTACT_REQUEST
    old = Message.due_at < rules.start_of(today) - rules.COUNTED
    session().execute(
        delete(Message).where(
            Message.state != MessageState.WAITING, or_(requests & overdue, old)
        )
    )


def _forget(*which: ColumnElement[bool]) -> None:
    session().execute(
        update(Message)
        .where(Message.state != MessageState.WAITING, *which)
        .values(sealed=None, address_tag=None)
    )
