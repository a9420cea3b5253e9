from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import PUBLIC, STAFF
from survey.database import Base, SerialId


class DailyRoot(Base):
    """What stood in the platform at the end of a day, in one signed document.

    The document is published: whoever keeps it can prove a later change.
    """

    __tablename__ = "daily_root"
    __table_args__ = (UniqueConstraint("digest"),)

    day: Mapped[date] = mapped_column(primary_key=True, info=PUBLIC)
    document: Mapped[str] = mapped_column(info=PUBLIC)
    digest: Mapped[str] = mapped_column(info=PUBLIC)
    signature: Mapped[bytes] = mapped_column(info=PUBLIC)
    signed_at: Mapped[datetime] = mapped_column(info=STAFF)


class OutsideConfirmation(Base):
    """Somebody outside has said that the document they keep is the same."""

    __tablename__ = "outside_confirmation"

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    day: Mapped[date] = mapped_column(
        ForeignKey("daily_root.day"), index=True, info=PUBLIC
    )
    keeper: Mapped[str] = mapped_column(info=PUBLIC)
    confirmed_on: Mapped[date] = mapped_column(info=PUBLIC)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"), info=STAFF)
