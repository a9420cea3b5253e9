"""Reminding once whoever was invited and has not answered; then forgetting her."""

from datetime import date

from sqlalchemy import ColumnElement, exists, func, select, update

from survey import clock
from survey.agencies.models import Unit
from survey.database import session
from survey.invitations.inviting import REMIND_AFTER
from survey.invitations.models import CodeUse, Invitation
from survey.outbox import needs, rules
from survey.outbox.models import Message, MessageKind, MessageState
from survey.outbox.service import enqueue_sealed
from survey.waves.models import Wave

AT_ONCE = 500
LEAST_TOLD = 10  # fewer answers of a unit are not told as a number


def remind() -> None:
    """Queue the reminders that are due; at night none is.

    A code that was used needs none, and neither does an invitation that did not
    go out.
    """
    if rules.is_quiet(clock.now()):
        return
    for invitation in session().scalars(
        select(Invitation)
        .where(Invitation.sealed.is_not(None), Invitation.remind_at <= clock.now())
        .order_by(Invitation.remind_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ):
        _remind(invitation)
    session().flush()


def _remind(invitation: Invitation) -> None:
    message = session().get(Message, invitation.message_id)
    state = message.state if message else MessageState.CANCELLED
    if state is MessageState.WAITING and not _is_over(invitation):
        invitation.remind_at = clock.now() + REMIND_AFTER
        return
    told = state in {MessageState.SENT, MessageState.DELIVERED}
    if told and not _is_over(invitation) and not _is_used(invitation):
        _queue(invitation)
    invitation.sealed = None


def _is_over(invitation: Invitation) -> bool:
    return invitation.expires_on <= clock.today()


def _is_used(invitation: Invitation) -> bool:
    used = exists().where(CodeUse.code_tag == invitation.code_tag)
    return bool(session().scalar(select(used)))


def _queue(invitation: Invitation) -> None:
    if invitation.sealed is None or invitation.address_tag is None:
        return
    message = enqueue_sealed(
        MessageKind.REMINDER,
        invitation.channel,
        invitation.sealed,
        invitation.address_tag,
        due_at=clock.now(),
        unit_id=invitation.unit_id,
        wave_id=invitation.wave_id,
        kept_until=invitation.expires_on,
    )
    # What is asked before it leaves finds the code by it.
    invitation.message_id = message.id
    invitation.reminded = True


def _is_needed(message: Message) -> bool:
    """Say whether the code of a reminder was not used while it waited."""
    used = (
        select(CodeUse.code_tag)
        .join(Invitation, Invitation.code_tag == CodeUse.code_tag)
        .where(
            Invitation.wave_id == message.wave_id,
            Invitation.unit_id == message.unit_id,
            Invitation.message_id == message.id,
        )
    )
    return session().scalar(used) is None


needs.ask_before(MessageKind.REMINDER, _is_needed)


def forget_address(tag: bytes) -> None:
    """Keep no reminder for an address that wants no messages."""
    _forget(Invitation.address_tag == tag)


def sweep(today: date) -> None:
    """Forget the contacts whose time is over; that somebody was invited stays."""
    _forget(Invitation.kept_until < today)


def _forget(which: ColumnElement[bool]) -> None:
    session().execute(
        update(Invitation).where(which).values(sealed=None, address_tag=None)
    )


Counted = tuple[Unit, int, int | None]


def count_answered(wave: Wave) -> list[Counted]:
    """Return how many were invited by each unit, and how many of them answered.

    Fewer than ten answers are not told as a number.
    """
    rows = session().execute(
        select(Unit, func.count(), func.count(CodeUse.code_tag))
        .join(Invitation, Invitation.unit_id == Unit.id)
        .outerjoin(CodeUse, CodeUse.code_tag == Invitation.code_tag)
        .where(Invitation.wave_id == wave.id)
        .group_by(Unit.id)
        .order_by(Unit.name)
    )
    return [
        (unit, invited, answered if answered >= LEAST_TOLD else None)
        for unit, invited, answered in rows
    ]
