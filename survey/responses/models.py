from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import ANSWER, PUBLIC, STAFF
from survey.database import BY_KEY, Base, states


class Channel(StrEnum):
    """How an answer came in; channels are shown apart."""

    PHONE = "phone"
    KIOSK = "kiosk"
    PAPER = "paper"
    INTERVIEW = "interview"
    IMPORTED = "imported"


class Proof(StrEnum):
    """What speaks for one answer a person; results tell them apart."""

    NONE = "none"  # an open address: anybody, any number of times
    CODE = "code"  # a single-use code handed to whom was served
    DEVICE = "device"  # signed by a kiosk that stands at the counter
    SLIP = "slip"  # a numbered paper slip out of a sealed box


class QuarantineReason(StrEnum):
    """Why an answer from a kiosk was not counted at once."""

    REVOKED = "revoked"  # the kiosk may not collect answers any more
    CLOCK = "clock"  # it names a day that cannot be
    WAVE_OVER = "wave_over"  # no period is open that could count it
    UNREADABLE = "unreadable"  # what was sealed is not an answer to this form


class Draft(Base):
    """Answers between two pages, sealed with a key that only the cookie holds."""

    __tablename__ = "draft"
    __table_args__ = (BY_KEY,)

    key_tag: Mapped[bytes] = mapped_column(primary_key=True, info=ANSWER)
    sealed: Mapped[bytes] = mapped_column(info=ANSWER)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=STAFF)


class InboxRow(Base):
    """A submission that waits for its release.

    `key` is a tag of the submission's UUID until the first release after it
    came in. What is then still too little to be released stays on under a
    random key (`waiting`): nobody can any more replace it, or find it.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        Index("ix_inbox_wave_id_unit_id", "wave_id", "unit_id"),
        BY_KEY,
    )

    key: Mapped[bytes] = mapped_column(primary_key=True, info=ANSWER)
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    channel: Mapped[Channel] = mapped_column(
        states(Channel, "known_channel"), info=PUBLIC
    )
    proof: Mapped[Proof] = mapped_column(
        states(Proof, "known_proof"), default=Proof.NONE, info=PUBLIC
    )
    # Given up before it was finished, and kept because the wave says so.
    partial: Mapped[bool] = mapped_column(default=False, info=ANSWER)
    language: Mapped[str] = mapped_column(info=ANSWER)
    counter: Mapped[int | None] = mapped_column(info=ANSWER)
    day: Mapped[date] = mapped_column(info=ANSWER)
    body: Mapped[str] = mapped_column(info=ANSWER)
    waiting: Mapped[bool] = mapped_column(default=False, info=STAFF)


class Spent(Base):
    """A submission that was counted; outlives its release by months.

    It has no key to `response`: it says that a UUID was counted and nothing
    about what was answered.
    """

    __tablename__ = "spent"
    __table_args__ = (UniqueConstraint("receipt"), BY_KEY)

    uuid_tag: Mapped[bytes] = mapped_column(primary_key=True, info=ANSWER)
    body_tag: Mapped[bytes] = mapped_column(info=ANSWER)
    receipt: Mapped[str] = mapped_column(info=ANSWER)
    spent_on: Mapped[date] = mapped_column(index=True, info=STAFF)
    # Replaced by a later vote, or taken back; its UUID stays spent.
    withdrawn: Mapped[bool] = mapped_column(default=False, info=STAFF)


class Quarantined(Base):
    """An answer that a kiosk sent and a person has to decide about.

    Its key was revoked, its day cannot be, or its wave is over. It is sealed to
    the platform's own key until somebody has decided. An accepted one goes; of
    a discarded one an empty row stays, so that it does not come back.
    """

    __tablename__ = "quarantined"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        BY_KEY,
    )

    uuid_tag: Mapped[bytes] = mapped_column(primary_key=True, info=ANSWER)
    kiosk_id: Mapped[int] = mapped_column(
        ForeignKey("kiosk.id"), index=True, info=STAFF
    )
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    reason: Mapped[QuarantineReason] = mapped_column(
        states(QuarantineReason, "known_reason"), info=STAFF
    )
    sealed: Mapped[bytes] = mapped_column(info=ANSWER)
    arrived_on: Mapped[date] = mapped_column(info=STAFF)


class Response(Base):
    """One respondent's set of answers, with no way back to the respondent."""

    __tablename__ = "response"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        CheckConstraint("base_weight > 0", name="weight_is_positive"),
        CheckConstraint("id > 0", name="id_is_positive"),
        Index(
            "ix_response_wave_id_period_id_unit_id", "wave_id", "period_id", "unit_id"
        ),
        BY_KEY,
    )

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id"), primary_key=True, autoincrement=False, info=PUBLIC
    )
    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, info=ANSWER
    )
    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), info=PUBLIC)
    service_field: Mapped[int | None] = mapped_column(info=ANSWER)
    channel: Mapped[Channel] = mapped_column(
        states(Channel, "known_channel"), info=PUBLIC
    )
    proof: Mapped[Proof] = mapped_column(
        states(Proof, "known_proof"), default=Proof.NONE, info=PUBLIC
    )
    language: Mapped[str] = mapped_column(info=ANSWER)
    stratum: Mapped[str] = mapped_column(info=ANSWER)
    # Nothing where every respondent is a PSU of their own.
    cluster: Mapped[str | None] = mapped_column(info=ANSWER)
    base_weight: Mapped[float] = mapped_column(default=1.0, info=ANSWER)
    adjustment_cell: Mapped[str | None] = mapped_column(info=ANSWER)
    interviewer: Mapped[str | None] = mapped_column(info=ANSWER)
    flags: Mapped[str] = mapped_column(default="", info=ANSWER)


class Answer(Base):
    """The code given to one item in one response."""

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "response_id"], ["response.wave_id", "response.id"]
        ),
        BY_KEY,
    )

    wave_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=PUBLIC
    )
    response_id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, info=ANSWER
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("item.id"), primary_key=True, autoincrement=False, info=PUBLIC
    )
    code: Mapped[int] = mapped_column(info=ANSWER)


class Comment(Base):
    """Free text, cut from the response it came with.

    It has no period and no language: where few answer, they would lead to it.
    """

    __tablename__ = "comment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        Index("ix_comment_wave_id_unit_id", "wave_id", "unit_id"),
        BY_KEY,
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, info=ANSWER
    )
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    asked_as: Mapped[str] = mapped_column(info=PUBLIC)
    words: Mapped[str] = mapped_column(info=ANSWER)
