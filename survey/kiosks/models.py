from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.agencies.models import Unit
from survey.data_classes import PUBLIC, STAFF
from survey.database import Base, SerialId


class Kiosk(Base):
    """A tablet or counter PC at an office; its private key never leaves it."""

    __tablename__ = "kiosk"
    __table_args__ = (
        CheckConstraint("idle_seconds BETWEEN 15 AND 180", name="idle_is_bearable"),
        CheckConstraint(
            "(public_key IS NULL) = (enrolled_at IS NULL)", name="enrolled_with_a_key"
        ),
        UniqueConstraint("device"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    # What the tablet calls itself; says nothing of how many there are.
    device: Mapped[str] = mapped_column(info=STAFF)
    name: Mapped[str] = mapped_column(info=STAFF)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True, info=PUBLIC)
    # Nothing, one number, or those of the counters that share it: "1,2,3".
    counters: Mapped[str] = mapped_column(default="", info=STAFF)
    idle_seconds: Mapped[int] = mapped_column(default=60, info=STAFF)
    pin_salt: Mapped[bytes] = mapped_column(info=STAFF)
    pin_hash: Mapped[bytes] = mapped_column(info=STAFF)
    created_at: Mapped[datetime] = mapped_column(info=STAFF)
    public_key: Mapped[bytes | None] = mapped_column(info=STAFF)
    enrolled_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    revoked_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    # What its last heartbeat said.
    seen_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    queued: Mapped[int] = mapped_column(default=0, info=STAFF)
    oldest_day: Mapped[date | None] = mapped_column(info=STAFF)
    version: Mapped[str] = mapped_column(default="", info=STAFF)
    clock_offset: Mapped[int | None] = mapped_column(info=STAFF)
    storage_kept: Mapped[bool | None] = mapped_column(info=STAFF)

    unit: Mapped[Unit] = relationship(viewonly=True)


class KioskEnrolment(Base):
    """A one-time code, good for ten minutes, that makes a tablet this kiosk."""

    __tablename__ = "kiosk_enrolment"

    code_tag: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    kiosk_id: Mapped[int] = mapped_column(
        ForeignKey("kiosk.id", ondelete="CASCADE"), index=True, info=STAFF
    )
    expires_at: Mapped[datetime] = mapped_column(info=STAFF)
    used_at: Mapped[datetime | None] = mapped_column(info=STAFF)
