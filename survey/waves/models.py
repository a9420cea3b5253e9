from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Integer,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.agencies.models import Unit
from survey.data_classes import PUBLIC, STAFF
from survey.database import Base, SerialId, states
from survey.instruments.models import InstrumentVersion


class WaveKind(StrEnum):
    """How the respondents came: results of the kinds are never mixed."""

    COUNTER = "counter"  # whoever chose to rate
    SURVEY = "survey"  # a probability sample
    IMPORTED = "imported"  # microdata of a survey made elsewhere


class WaveState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Wave(Base):
    """One round of the survey, asked with one published instrument version."""

    __tablename__ = "wave"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        UniqueConstraint("slug"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    slug: Mapped[str] = mapped_column(info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    name_en: Mapped[str] = mapped_column(info=PUBLIC)
    kind: Mapped[WaveKind] = mapped_column(states(WaveKind, "known_kind"), info=PUBLIC)
    state: Mapped[WaveState] = mapped_column(
        states(WaveState), default=WaveState.DRAFT, info=PUBLIC
    )
    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), index=True, info=PUBLIC
    )
    languages: Mapped[str] = mapped_column(default="vi,en", info=PUBLIC)
    population: Mapped[str] = mapped_column(info=PUBLIC)
    population_en: Mapped[str] = mapped_column(info=PUBLIC)
    opens_on: Mapped[date] = mapped_column(info=PUBLIC)
    closes_on: Mapped[date] = mapped_column(info=PUBLIC)
    illustrative: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    # Whether a kiosk keeps what somebody answered who walked away.
    keep_partial: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    # Counted up by every change of the draft, so that two editors notice each other.
    revision: Mapped[int] = mapped_column(
        Integer, default=1, server_default="1", info=STAFF
    )

    # Tried out: its answers never leave the inbox. It is illustrative, too.
    trial: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=PUBLIC
    )
    paused_at: Mapped[datetime | None] = mapped_column(info=PUBLIC)
    archived_at: Mapped[datetime | None] = mapped_column(info=STAFF)

    instrument_version: Mapped[InstrumentVersion] = relationship()
    periods: Mapped[list["Period"]] = relationship(
        back_populates="wave", order_by="Period.number"
    )
    units: Mapped[list[Unit]] = relationship(
        secondary="wave_unit",
        primaryjoin="Wave.id == WaveUnit.wave_id",
        secondaryjoin="and_(Unit.id == WaveUnit.unit_id, Unit.is_group.is_(False))",
        order_by="Unit.name",
        viewonly=True,
    )
    index_targets: Mapped[list["IndexTarget"]] = relationship(
        order_by="IndexTarget.value"
    )


class WaveUnit(Base):
    """An agency that is rated in a wave, or a group that some of them belong to.

    What a member is still short of ten at the wave's end is published as the group's.
    """

    __tablename__ = "wave_unit"

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), info=PUBLIC)


class Period(Base):
    """A stretch of a wave that is closed and reported as one."""

    __tablename__ = "period"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        UniqueConstraint("wave_id", "number"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), info=PUBLIC
    )
    number: Mapped[int] = mapped_column(info=PUBLIC)
    starts_on: Mapped[date] = mapped_column(info=PUBLIC)
    ends_on: Mapped[date] = mapped_column(info=PUBLIC)
    report_due_on: Mapped[date | None] = mapped_column(info=PUBLIC)
    closed_at: Mapped[datetime | None] = mapped_column(info=STAFF)

    wave: Mapped[Wave] = relationship(back_populates="periods")


class IndexTarget(Base):
    """A value the index should reach, with the law it comes from.

    Where that law speaks of another measure than the one shown, the target is
    `only_reference`: its line is dotted and called "mốc tham khảo".
    """

    __tablename__ = "index_target"
    __table_args__ = (
        CheckConstraint("value > 0 AND value < 1", name="value_is_a_share"),
        UniqueConstraint("wave_id", "value"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), info=PUBLIC
    )
    value: Mapped[float] = mapped_column(info=PUBLIC)
    legal_text: Mapped[str] = mapped_column(info=PUBLIC)
    legal_text_en: Mapped[str] = mapped_column(info=PUBLIC)
    only_reference: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
