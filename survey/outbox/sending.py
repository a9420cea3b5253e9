"""The worker's way from the outbox to whoever delivers.

Each attempt is noted before it is made and again when it has ended, so that
one that was interrupted is known as such and nobody is written to twice.
"""

from collections.abc import Set
from dataclasses import dataclass
from time import monotonic

import structlog
from flask import current_app
from sqlalchemy import ColumnElement, select

from survey import clock, keys
from survey.agencies.desk import desk_email
from survey.channels import Channel, channels_set_up, gateways, mail_server
from survey.database import session, transaction
from survey.outbox import content, gateway, mail, needs, rules, service
from survey.outbox.content import Content
from survey.outbox.errors import VaultIsShut
from survey.outbox.models import Message, MessageKind, MessageState, Problem
from survey.outbox.rules import Outcome, failed
from survey.sealing import SealBroken

log = structlog.get_logger()

AT_MOST = 90.0  # seconds at a time: other work of the worker waits for it


@dataclass(frozen=True)
class Attempt:
    """A message in hand, as it lay in the outbox."""

    key: bytes
    name: str
    channel: Channel
    sealed: bytes
    desk: str | None = None  # where the office is reached by now


def send_due() -> int:
    """Send what is due and return how many messages left.

    Raises
    ------
    VaultIsShut
        If this process may not open the vault.
    """
    check_vault()
    sent, until = 0, monotonic() + AT_MOST
    away: set[Channel] = set()  # each attempt at it would wait in vain
    while monotonic() < until:
        with transaction():
            attempt = _take(away)
        if attempt is None:
            break
        outcome = _try(attempt)
        with transaction():
            _settle(attempt, outcome)
        sent += outcome.state is not MessageState.FAILED
        if outcome.is_away:
            away.add(attempt.channel)
    return sent


def check_vault() -> None:
    """Refuse to begin without the key that opens what is to be sent."""
    try:
        keys.read_key(current_app.config["KEYS_DIR"], "vault")
    except ValueError as reason:
        raise VaultIsShut from reason


def _take(away: Set[Channel]) -> Attempt | None:
    """Take the message that has waited longest, and note that it is tried."""
    while (message := _next(away)) is not None:
        if message.in_hand and rules.is_doubtful_twice(message.kind, message.channel):
            service.settle(message, failed(Problem.UNKNOWN))
        elif _is_unwanted(message):
            service.end(message, MessageState.CANCELLED, Problem.OPTED_OUT)
        elif message.kept_until < clock.today() or not needs.is_needed(message):
            service.end(message, MessageState.CANCELLED, Problem.TOO_LATE)
        elif message.kind is MessageKind.CONTACT_REQUEST and not _desk_of(message):
            message.next_at = clock.now() + rules.NO_DESK
        elif message.sealed is not None:
            return _begin(message, message.sealed)
        session().flush()
    return None


def _desk_of(message: Message) -> str | None:
    if message.kind is not MessageKind.CONTACT_REQUEST or message.unit is None:
        return None
    return desk_email(message.unit)


def _begin(message: Message, sealed: bytes) -> Attempt:
    message.in_hand = True
    message.attempts += 1
    message.next_at = clock.now() + rules.ATTEMPT
    return Attempt(
        key=message.id,
        name=message.name,
        channel=message.channel,
        sealed=sealed,
        desk=_desk_of(message),
    )


def _next(away: Set[Channel]) -> Message | None:
    return session().scalar(
        select(Message)
        .where(*_is_due(away))
        .order_by(Message.next_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _is_due(away: Set[Channel]) -> tuple[ColumnElement[bool], ...]:
    now = clock.now()
    resting = rules.TO_CITIZENS if rules.is_quiet(now) else frozenset()
    return (
        Message.state == MessageState.WAITING,
        Message.next_at <= now,
        Message.channel.in_(set(channels_set_up()) - away),
        Message.kind.not_in(resting),
    )


def _is_unwanted(message: Message) -> bool:
    tag = message.address_tag
    to_citizen = message.kind in rules.TO_CITIZENS
    return to_citizen and tag is not None and service.has_opted_out(tag)


def _try(attempt: Attempt) -> Outcome:
    try:
        opened = content.unseal(attempt.channel, attempt.sealed)
    except SealBroken:
        return failed(Problem.UNREADABLE)
    if attempt.desk is not None:
        opened = Content(attempt.desk, opened.words)
    return deliver(attempt.name, attempt.channel, opened)


def deliver(name: str, channel: Channel, opened: Content) -> Outcome:
    """Hand a message to whoever delivers on its channel."""
    server = mail_server()
    if channel is Channel.EMAIL and server is not None:
        return mail.send(server, name, opened)
    if channel in gateways():
        return gateway.send(gateways()[channel], name, channel, opened)
    return rules.away()


def _settle(attempt: Attempt, outcome: Outcome) -> None:
    message = session().get(Message, attempt.key, with_for_update=True)
    if message is None:  # its wave was dropped meanwhile
        return
    if outcome.problem is not None:
        log.warning(
            "message not sent", channel=attempt.channel, problem=outcome.problem
        )
    service.settle(message, outcome)
