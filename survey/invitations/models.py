from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.agencies.models import Unit
from survey.channels import Channel
from survey.data_classes import ANSWER, CONTACT, PUBLIC, STAFF
from survey.database import BY_KEY, Base, SerialId, states
from survey.waves.models import Wave


class BatchKind(StrEnum):
    """How the codes of a batch reach the people."""

    SHEET = "sheet"  # printed labels, torn off or stuck on the result slip
    MESSAGE = "message"  # a link by SMS, Zalo or e-mail


class CodeBatch(Base):
    """Single-use codes for one office that were made together."""

    __tablename__ = "code_batch"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        CheckConstraint("size > 0", name="size_is_positive"),
        CheckConstraint(
            "returned >= 0 AND returned <= size", name="returned_fits_size"
        ),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), info=PUBLIC)
    kind: Mapped[BatchKind] = mapped_column(states(BatchKind, "known_kind"), info=STAFF)
    size: Mapped[int] = mapped_column(info=STAFF)
    made_on: Mapped[date] = mapped_column(info=STAFF)
    expires_on: Mapped[date] = mapped_column(index=True, info=STAFF)
    # Unused codes that came back from the counter, counted and made void.
    returned: Mapped[int] = mapped_column(default=0, info=STAFF)
    counted_back_on: Mapped[date | None] = mapped_column(info=STAFF)

    wave: Mapped[Wave] = relationship(viewonly=True)
    unit: Mapped[Unit] = relationship(viewonly=True)


class AccessCode(Base):
    """A code that lets one form through; only a tag of it is kept."""

    __tablename__ = "access_code"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_is_positive"),
        UniqueConstraint("batch_id", "serial"),
        BY_KEY,
    )

    code_tag: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    batch_id: Mapped[int] = mapped_column(
        ForeignKey("code_batch.id", ondelete="CASCADE"), info=STAFF
    )
    serial: Mapped[int] = mapped_column(info=STAFF)
    void: Mapped[bool] = mapped_column(default=False, info=STAFF)

    batch: Mapped[CodeBatch] = relationship(viewonly=True)


class CodeUse(Base):
    """A code that was used: its primary key lets exactly one sender through.

    It names no answer. `locator` is the key of the row in the inbox, hidden
    under a tag of code and receipt: who holds both can replace or withdraw the
    form until its release, and nobody else finds it.
    """

    __tablename__ = "code_use"
    __table_args__ = (BY_KEY,)

    code_tag: Mapped[bytes] = mapped_column(
        ForeignKey("access_code.code_tag", ondelete="CASCADE"),
        primary_key=True,
        info=STAFF,
    )
    receipt_tag: Mapped[bytes] = mapped_column(info=ANSWER)
    locator: Mapped[bytes] = mapped_column(info=ANSWER)


class Invitation(Base):
    """Somebody whom an office has served is asked, once, to rate it.

    It says whether its code was used, as a reminder needs that, and never what
    was answered. The reminder lies ready in the vault until its day.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        CheckConstraint("expires_on >= visited_on", name="expires_after_the_visit"),
        UniqueConstraint("address_tag", "unit_id", "visited_on"),
        Index("ix_invitation_wave_id_unit_id", "wave_id", "unit_id"),
        BY_KEY,
    )

    code_tag: Mapped[bytes] = mapped_column(
        ForeignKey("access_code.code_tag", ondelete="CASCADE"),
        primary_key=True,
        info=STAFF,
    )
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    channel: Mapped[Channel] = mapped_column(
        states(Channel, "known_channel"), info=STAFF
    )
    # The reminder: address and words. Gone once it is sent or not needed.
    sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    address_tag: Mapped[bytes | None] = mapped_column(info=CONTACT)
    visited_on: Mapped[date] = mapped_column(info=STAFF)
    # The latest message: nobody is reminded of an invitation that did not go out,
    # nor by a reminder whose code was used while it waited.
    message_id: Mapped[bytes] = mapped_column(info=STAFF)
    remind_at: Mapped[datetime] = mapped_column(index=True, info=STAFF)
    reminded: Mapped[bool] = mapped_column(default=False, info=STAFF)
    expires_on: Mapped[date] = mapped_column(info=STAFF)
    kept_until: Mapped[date] = mapped_column(index=True, info=STAFF)


class CodeReport(Base):
    """Somebody says that her code was used, and not by her."""

    __tablename__ = "code_report"
    __table_args__ = (BY_KEY,)

    code_tag: Mapped[bytes] = mapped_column(
        ForeignKey("access_code.code_tag", ondelete="CASCADE"),
        primary_key=True,
        info=STAFF,
    )
    reported_on: Mapped[date] = mapped_column(info=STAFF)
