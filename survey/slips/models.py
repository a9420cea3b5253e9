from datetime import date
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.accounts.models import Account
from survey.agencies.models import Unit
from survey.data_classes import IDENTITY, PUBLIC, STAFF
from survey.database import BY_KEY, Base, SerialId, states
from survey.waves.models import Wave


def _rated() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
    )


class SlipBatch(Base):
    """Numbered paper slips for one office that were printed together."""

    __tablename__ = "slip_batch"
    __table_args__ = (
        _rated(),
        CheckConstraint("first > 0 AND last >= first", name="numbers_are_a_range"),
        UniqueConstraint("wave_id", "unit_id", "first"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    first: Mapped[int] = mapped_column(info=STAFF)
    last: Mapped[int] = mapped_column(info=STAFF)
    printed_on: Mapped[date] = mapped_column(info=STAFF)

    wave: Mapped[Wave] = relationship(
        primaryjoin="foreign(SlipBatch.wave_id) == Wave.id", viewonly=True
    )
    unit: Mapped[Unit] = relationship(
        primaryjoin="foreign(SlipBatch.unit_id) == Unit.id", viewonly=True
    )

    @property
    def size(self) -> int:
        """Return how many slips it has."""
        return self.last - self.first + 1


class BoxOpening(Base):
    """The record of two people who opened a sealed box and counted its slips.

    It is never changed. A mistake is corrected by a new record that names the
    one it replaces; of two corrections of one record the database takes one.
    """

    __tablename__ = "box_opening"
    __table_args__ = (
        _rated(),
        UniqueConstraint("id", "wave_id", "unit_id"),
        ForeignKeyConstraint(
            ["corrects_id", "wave_id", "unit_id"],
            ["box_opening.id", "box_opening.wave_id", "box_opening.unit_id"],
            name="fk_box_opening_corrects_one_of_its_office",
        ),
        UniqueConstraint("corrects_id"),
        CheckConstraint(
            "found >= 0 AND invalid >= 0 AND invalid <= found",
            name="invalid_are_among_found",
        ),
        CheckConstraint("witness_id <> recorder_id", name="two_people"),
        CheckConstraint(
            "(witness_id IS NULL) = (witness_name IS NOT NULL) "
            "AND (witness_name IS NULL) = (witness_position IS NULL)",
            name="one_witness",
        ),
        CheckConstraint("seal_intact OR note <> ''", name="broken_seal_is_explained"),
        Index("ix_box_opening_wave_id_unit_id", "wave_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    opened_on: Mapped[date] = mapped_column(info=STAFF)
    recorder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), info=STAFF)
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), info=STAFF)
    # A witness without an account: somebody of the office, or from the street.
    witness_name: Mapped[str | None] = mapped_column(info=IDENTITY)
    witness_position: Mapped[str | None] = mapped_column(info=IDENTITY)
    found: Mapped[int] = mapped_column(info=STAFF)
    invalid: Mapped[int] = mapped_column(info=STAFF)
    seal_intact: Mapped[bool] = mapped_column(info=STAFF)
    note: Mapped[str] = mapped_column(default="", info=STAFF)
    recorded_on: Mapped[date] = mapped_column(info=STAFF)
    corrects_id: Mapped[int | None] = mapped_column(info=STAFF)

    wave: Mapped[Wave] = relationship(
        primaryjoin="foreign(BoxOpening.wave_id) == Wave.id", viewonly=True
    )
    unit: Mapped[Unit] = relationship(
        primaryjoin="foreign(BoxOpening.unit_id) == Unit.id", viewonly=True
    )
    recorder: Mapped[Account] = relationship(foreign_keys=recorder_id, viewonly=True)
    witness: Mapped[Account | None] = relationship(
        foreign_keys=witness_id, viewonly=True
    )
    corrected_by: Mapped["BoxOpening | None"] = relationship(
        primaryjoin="foreign(BoxOpening.corrects_id) == BoxOpening.id",
        remote_side=corrects_id,
        uselist=False,
        viewonly=True,
    )


class Spoilt(StrEnum):
    """Why a slip cannot be counted."""

    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"  # several boxes ticked where one was asked for
    ILLEGIBLE = "illegible"
    FOREIGN = "foreign"  # copied, altered, or not one of ours
    NAMED = "named"  # it says who filled it in


class SlipUse(Base):
    """A slip that was entered or set aside: its key lets it through once.

    It names no answer and no day, and nothing leads from it to one.
    """

    __tablename__ = "slip_use"
    __table_args__ = (
        _rated(),
        CheckConstraint("number > 0", name="number_is_positive"),
        BY_KEY,
    )

    wave_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=PUBLIC
    )
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=STAFF
    )
    spoilt: Mapped[Spoilt | None] = mapped_column(
        states(Spoilt, "known_fault"), info=STAFF
    )
