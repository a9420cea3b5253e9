from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.agencies.models import Unit
from survey.data_classes import ANSWER, PUBLIC, STAFF
from survey.database import BY_KEY, Base, SerialId, states
from survey.waves.models import IndexTarget, Period, Wave


class Batch(Base):
    """The answers of one unit that are published together, and only together.

    Its members are all responses of the unit whose period lies between the
    first and the last; a closed period takes in no more, so no member list is
    needed. A group's batch holds those that are in no batch of its members. Every
    response belongs to at most one batch.
    """

    __tablename__ = "batch"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        CheckConstraint("n >= 10", name="is_large_enough"),
        UniqueConstraint("unit_id", "first_period_id"),
        UniqueConstraint("unit_id", "last_period_id"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    wave_id: Mapped[int] = mapped_column(info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(info=PUBLIC)
    first_period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), info=PUBLIC)
    last_period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), info=PUBLIC)
    n: Mapped[int] = mapped_column(info=PUBLIC)

    first_period: Mapped[Period] = relationship(foreign_keys=[first_period_id])
    last_period: Mapped[Period] = relationship(foreign_keys=[last_period_id])


class TallyCell(Base):
    """How often, and with what weight, a code was given within one PSU.

    As confidential as the responses themselves: a PSU may hold one of them.
    """

    __tablename__ = "tally_cell"
    __table_args__ = (BY_KEY,)

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    period_id: Mapped[int] = mapped_column(
        ForeignKey("period.id"), primary_key=True, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    stratum: Mapped[str] = mapped_column(primary_key=True, info=ANSWER)
    psu: Mapped[str] = mapped_column(primary_key=True, info=ANSWER)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("item.id"), primary_key=True, info=PUBLIC
    )
    code: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=ANSWER
    )
    n: Mapped[int] = mapped_column(info=ANSWER)
    weight: Mapped[float] = mapped_column(info=ANSWER)
    weight_squared: Mapped[float] = mapped_column(info=ANSWER)


class TallyBase(Base):
    """How many responses within one PSU rest under a subject.

    The subject is a node of the factor tree (responses with at least one valid
    answer below it), or `*` for all responses.
    """

    __tablename__ = "tally_base"
    __table_args__ = (BY_KEY,)

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    period_id: Mapped[int] = mapped_column(
        ForeignKey("period.id"), primary_key=True, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    stratum: Mapped[str] = mapped_column(primary_key=True, info=ANSWER)
    psu: Mapped[str] = mapped_column(primary_key=True, info=ANSWER)
    subject: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    n: Mapped[int] = mapped_column(info=ANSWER)
    weight: Mapped[float] = mapped_column(info=ANSWER)


class PublicationState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Publication(Base):
    """What was published of a closed period; immutable, corrected by a version."""

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("approved_by <> drafted_by", name="needs_two_accounts"),
        CheckConstraint(
            "(state = 'published') = (approved_by IS NOT NULL)",
            name="published_means_approved",
        ),
        CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name="published_has_a_moment",
        ),
        CheckConstraint(
            "(version = 1) = (correction IS NULL)", name="correction_says_why"
        ),
        UniqueConstraint("period_id", "version"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True, info=PUBLIC)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), info=PUBLIC)
    version: Mapped[int] = mapped_column(default=1, info=PUBLIC)
    correction: Mapped[str | None] = mapped_column(info=PUBLIC)
    state: Mapped[PublicationState] = mapped_column(
        states(PublicationState), default=PublicationState.DRAFT, info=PUBLIC
    )
    drafted_by: Mapped[int] = mapped_column(ForeignKey("account.id"), info=STAFF)
    drafted_at: Mapped[datetime] = mapped_column(info=STAFF)
    approved_by: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), info=STAFF
    )
    published_at: Mapped[datetime | None] = mapped_column(info=PUBLIC)
    software_version: Mapped[str] = mapped_column(info=PUBLIC)

    wave: Mapped[Wave] = relationship()
    period: Mapped[Period] = relationship()
    rated_units: Mapped[list["PublicationUnit"]] = relationship()


class PublicationUnit(Base):
    """A unit in a publication: with a batch of its own, or still too few."""

    __tablename__ = "publication_unit"

    publication_id: Mapped[int] = mapped_column(
        ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), info=PUBLIC)
    # Finished in the days of the batch, where that is known for all of them.
    dossiers: Mapped[int | None] = mapped_column(info=PUBLIC)

    unit: Mapped[Unit] = relationship()
    batch: Mapped[Batch | None] = relationship()


class FigureKind(StrEnum):
    SHARE = "share"
    MEAN = "mean"


class Figure(Base):
    """One published number with its uncertainty. A share is a fraction.

    Without a unit it speaks of all batches of the publication together. Below
    ten valid answers only the row exists, without a value.
    """

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("publication_id", "unit_id", "channel", "measure", "subject"),
        CheckConstraint("n >= 10 OR value IS NULL", name="no_value_below_ten"),
        # Rows without a unit are all different to a unique constraint.
        Index(
            "uq_figure_of_all_units",
            "publication_id",
            "channel",
            "measure",
            "subject",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    publication_id: Mapped[int] = mapped_column(
        ForeignKey("publication.id", ondelete="CASCADE"), info=PUBLIC
    )
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), info=PUBLIC)
    channel: Mapped[str] = mapped_column(default="*", info=PUBLIC)
    measure: Mapped[str] = mapped_column(info=PUBLIC)
    kind: Mapped[FigureKind] = mapped_column(
        states(FigureKind, "known_kind"), info=PUBLIC
    )
    subject: Mapped[str] = mapped_column(info=PUBLIC)
    value: Mapped[float | None] = mapped_column(info=PUBLIC)
    se: Mapped[float | None] = mapped_column(info=PUBLIC)
    low: Mapped[float | None] = mapped_column(info=PUBLIC)
    high: Mapped[float | None] = mapped_column(info=PUBLIC)
    level: Mapped[float] = mapped_column(info=PUBLIC)
    n: Mapped[int] = mapped_column(info=PUBLIC)
    n_eff: Mapped[float | None] = mapped_column(info=PUBLIC)
    df: Mapped[float | None] = mapped_column(info=PUBLIC)
    deff: Mapped[float | None] = mapped_column(info=PUBLIC)
    method: Mapped[str] = mapped_column(info=PUBLIC)
    aggregation: Mapped[str] = mapped_column(info=PUBLIC)
    base_rule: Mapped[str] = mapped_column(info=PUBLIC)
    computed_at: Mapped[datetime] = mapped_column(info=PUBLIC)

    verdicts: Mapped[list["FigureVerdict"]] = relationship(lazy="selectin")
    options: Mapped[list["FigureOption"]] = relationship()


class FigureVerdict(Base):
    """Whether an index target is met: alone, and within the list of units."""

    __tablename__ = "figure_verdict"

    figure_id: Mapped[int] = mapped_column(
        ForeignKey("figure.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    index_target_id: Mapped[int] = mapped_column(
        ForeignKey("index_target.id"), primary_key=True, info=PUBLIC
    )
    verdict: Mapped[str] = mapped_column(info=PUBLIC)
    verdict_in_list: Mapped[str] = mapped_column(info=PUBLIC)
    # Nothing where no number of answers would settle it.
    further_answers: Mapped[int | None] = mapped_column(info=PUBLIC)

    index_target: Mapped[IndexTarget] = relationship()


class FigureOption(Base):
    """How often each option of an item was chosen."""

    __tablename__ = "figure_option"

    figure_id: Mapped[int] = mapped_column(
        ForeignKey("figure.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    code: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, info=PUBLIC
    )
    n: Mapped[int] = mapped_column(info=PUBLIC)
    share: Mapped[float | None] = mapped_column(info=PUBLIC)
