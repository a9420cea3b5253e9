from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.data_classes import PUBLIC
from survey.database import Base, SerialId


class InstrumentVersion(Base):
    """A published questionnaire: never changed, only followed by a version."""

    __tablename__ = "instrument_version"
    __table_args__ = (
        UniqueConstraint("instrument", "version"),
        UniqueConstraint("content_hash"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    instrument: Mapped[str] = mapped_column(info=PUBLIC)
    version: Mapped[int] = mapped_column(info=PUBLIC)
    languages: Mapped[str] = mapped_column(info=PUBLIC)
    content_hash: Mapped[str] = mapped_column(info=PUBLIC)
    document: Mapped[str] = mapped_column(info=PUBLIC)
    published_at: Mapped[datetime] = mapped_column(info=PUBLIC)

    items: Mapped[list["Item"]] = relationship(order_by="Item.position")


class Item(Base):
    """One thing that is asked and stored as a code.

    A multiple choice is stored as one yes/no item for each option. Free text
    has no item: it goes to `comment`, cut from the response.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("instrument_version_id", "code"),
        UniqueConstraint("instrument_version_id", "position"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), info=PUBLIC
    )
    code: Mapped[str] = mapped_column(info=PUBLIC)
    asked_as: Mapped[str] = mapped_column(info=PUBLIC)
    option: Mapped[int | None] = mapped_column(info=PUBLIC)
    type: Mapped[str] = mapped_column(info=PUBLIC)
    position: Mapped[int] = mapped_column(info=PUBLIC)
