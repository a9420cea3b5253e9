from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.data_classes import PUBLIC
from survey.database import Base, SerialId

LARGEST_SOUND = 500 * 1024


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


class InstrumentText(Base):
    """A sentence of a published questionnaire in a further language.

    It is laid over the frozen version, whose content hash does not change: a
    translation may be mended, what it translates may not.
    """

    __tablename__ = "instrument_text"
    __table_args__ = (CheckConstraint("text <> ''", name="says_something"),)

    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), primary_key=True, info=PUBLIC
    )
    language: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    key: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    text: Mapped[str] = mapped_column(info=PUBLIC)


class Recording(Base):
    """A question or one of its answers read aloud, for who would rather listen.

    `code` is empty for the question itself. The bytes of a sound never change
    under their hash, so browsers may keep them.
    """

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint(f"length(sound) <= {LARGEST_SOUND}", name="sound_is_short"),
        Index("ix_recording_content_hash", "content_hash"),
    )

    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), primary_key=True, info=PUBLIC
    )
    language: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    item: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    code: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    mime: Mapped[str] = mapped_column(info=PUBLIC)
    content_hash: Mapped[str] = mapped_column(info=PUBLIC)
    sound: Mapped[bytes] = mapped_column(deferred=True, info=PUBLIC)
