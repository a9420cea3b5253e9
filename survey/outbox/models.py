from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.agencies.models import Unit
from survey.channels import Channel
from survey.data_classes import CONTACT, PUBLIC, STAFF
from survey.database import BY_KEY, Base, states
from survey.waves.models import Wave


class MessageKind(StrEnum):
    """Why somebody is written to."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CONTACT_REQUEST = "contact_request"  # a citizen asks an office to call her
    ALERT = "alert"  # the platform tells an office that something is wrong


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"  # whoever delivers it has taken it
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Problem(StrEnum):
    """Why a message did not arrive; never an address, never a person's words."""

    UNREACHABLE = "unreachable"  # the gateway or mail server did not answer
    REFUSED_US = "refused_us"  # it does not know us, or has no money left
    REFUSED_ADDRESS = "refused_address"  # no such number or mailbox
    NOT_DELIVERED = "not_delivered"  # taken, but it did not reach the person
    UNKNOWN = "unknown"  # it may have gone out: not risked a second time
    UNREADABLE = "unreadable"  # the vault does not open
    OPTED_OUT = "opted_out"
    TOO_LATE = "too_late"  # its time had passed before it could be sent
    BY_STAFF = "by_staff"


class Message(Base):
    """Something to be told to somebody; to whom and what, only the vault knows."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("attempts >= 0 AND cost_dong >= 0", name="counts_up"),
        CheckConstraint(
            "state <> 'waiting' OR sealed IS NOT NULL", name="what_waits_is_sealed"
        ),
        Index("ix_message_state_next_at", "state", "next_at"),
        BY_KEY,
    )

    # Random. Whoever delivers knows the message by it, and takes it once.
    id: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    kind: Mapped[MessageKind] = mapped_column(
        states(MessageKind, "known_kind"), info=STAFF
    )
    channel: Mapped[Channel] = mapped_column(
        states(Channel, "known_channel"), info=STAFF
    )
    # Address and words; gone as soon as nobody needs them any more.
    sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    address_tag: Mapped[bytes | None] = mapped_column(index=True, info=CONTACT)
    due_at: Mapped[datetime] = mapped_column(info=STAFF)
    kept_until: Mapped[date] = mapped_column(index=True, info=STAFF)
    state: Mapped[MessageState] = mapped_column(
        states(MessageState), default=MessageState.WAITING, info=STAFF
    )
    attempts: Mapped[int] = mapped_column(default=0, info=STAFF)
    next_at: Mapped[datetime] = mapped_column(info=STAFF)
    # An attempt was begun, and nothing was heard of its end.
    in_hand: Mapped[bool] = mapped_column(default=False, info=STAFF)
    # How often staff let it be sent anew after it had failed.
    renewals: Mapped[int] = mapped_column(default=0, info=STAFF)
    provider_id: Mapped[str | None] = mapped_column(info=STAFF)
    cost_dong: Mapped[int] = mapped_column(default=0, info=STAFF)
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    wave_id: Mapped[int | None] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    problem: Mapped[Problem | None] = mapped_column(
        states(Problem, "known_problem"), info=STAFF
    )

    unit: Mapped[Unit | None] = relationship(viewonly=True)
    wave: Mapped[Wave | None] = relationship(viewonly=True)

    @property
    def name(self) -> str:
        """Return what whoever delivers it knows this message by."""
        suffix = f"-{self.renewals}" if self.renewals else ""
        return f"{self.id.hex()}{suffix}"


class OptOut(Base):
    """An address that is never written to again; kept for as long as we write."""

    __tablename__ = "opt_out"
    __table_args__ = (BY_KEY,)

    address_tag: Mapped[bytes] = mapped_column(primary_key=True, info=CONTACT)
    on: Mapped[date] = mapped_column(info=STAFF)
