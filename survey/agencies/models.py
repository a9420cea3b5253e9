from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.data_classes import PUBLIC, STAFF
from survey.database import Base, SerialId, states


class UnitKind(StrEnum):
    """Levels of unit; an instrument declares which of them it may rate."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    VERTICAL = "vertical"
    OTHER = "other"


class Unit(Base):
    """An agency or an area of government while it exists."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),
        UniqueConstraint("code"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    code: Mapped[str] = mapped_column(info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    kind: Mapped[UnitKind] = mapped_column(states(UnitKind, "known_kind"), info=PUBLIC)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, info=PUBLIC
    )
    valid_from: Mapped[date] = mapped_column(info=PUBLIC)
    valid_to: Mapped[date | None] = mapped_column(info=PUBLIC)
    illustrative: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    # No office, but several of them that one wave reports together.
    is_group: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=PUBLIC
    )

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id")


class UnitSuccession(Base):
    """Which unit took over from which, so that a trend can show the break."""

    __tablename__ = "unit_succession"
    __table_args__ = (CheckConstraint("old_id <> new_id", name="not_by_itself"),)

    old_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    new_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    on_date: Mapped[date] = mapped_column(info=PUBLIC)

    old: Mapped[Unit] = relationship(foreign_keys=[old_id])
    new: Mapped[Unit] = relationship(foreign_keys=[new_id])


class UnitFormer(Base):
    """What a unit was called, and whom it belonged to, until a day.

    The row of the unit says what holds today; this is why a report of an earlier
    year keeps the names of its year.
    """

    __tablename__ = "unit_former"
    __table_args__ = (CheckConstraint("name <> ''", name="says_a_name"),)

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    valid_to: Mapped[date] = mapped_column(primary_key=True, info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), info=PUBLIC)

    parent: Mapped["Unit | None"] = relationship(foreign_keys=[parent_id])


class UnitDesk(Base):
    """Who at a unit calls citizens back, and where complaints really belong."""

    __tablename__ = "unit_desk"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    email: Mapped[str | None] = mapped_column(info=STAFF)
    # Shown to citizens: name, address and telephone of the office in charge.
    complaint_channel: Mapped[str] = mapped_column(default="", info=PUBLIC)
