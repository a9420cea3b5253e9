from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey import clock
from survey.agencies.models import Unit
from survey.data_classes import PUBLIC, STAFF
from survey.database import Base, SerialId
from survey.waves.models import Period


class ActionState(StrEnum):
    """Where an action stands; `LATE` is planned, and its day has passed."""

    PLANNED = "planned"
    LATE = "late"
    DONE = "done"
    SHOWN = "shown"
    DROPPED = "dropped"


class ImprovementAction(Base):
    """What a unit does about a weak point of its results: who, and by which day.

    The point is kept in the words and with the share that were published then; what
    was done is read by everybody once a second person has looked at it.
    """

    __tablename__ = "improvement_action"
    __table_args__ = (
        CheckConstraint("what <> '' AND owner <> ''", name="says_what_and_who"),
        CheckConstraint(
            "(done_on IS NULL) = (outcome = '')", name="done_has_an_outcome"
        ),
        CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="done_by_one"),
        CheckConstraint(
            "shown_at IS NULL OR done_on IS NOT NULL", name="only_what_is_done_is_shown"
        ),
        CheckConstraint("(shown_at IS NULL) = (shown_by IS NULL)", name="shown_by_one"),
        CheckConstraint("shown_by <> done_by", name="needs_two_accounts"),
        CheckConstraint(
            "dropped_on IS NULL OR done_on IS NULL", name="dropped_or_done"
        ),
        CheckConstraint(
            "share IS NULL OR (share >= 0 AND share <= 1)", name="share_is_a_fraction"
        ),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True, info=PUBLIC)
    # Whose result it answers to; none for what a unit does of its own accord.
    period_id: Mapped[int | None] = mapped_column(ForeignKey("period.id"), info=PUBLIC)
    subject: Mapped[str] = mapped_column(default="", info=PUBLIC)
    title: Mapped[str] = mapped_column(default="", info=PUBLIC)
    share: Mapped[float | None] = mapped_column(info=PUBLIC)
    what: Mapped[str] = mapped_column(info=STAFF)
    owner: Mapped[str] = mapped_column(info=STAFF)
    due_on: Mapped[date] = mapped_column(info=STAFF)
    written_by: Mapped[int] = mapped_column(ForeignKey("account.id"), info=STAFF)
    written_at: Mapped[datetime] = mapped_column(info=STAFF)
    revision: Mapped[int] = mapped_column(Integer, default=1, info=STAFF)
    done_on: Mapped[date | None] = mapped_column(info=PUBLIC)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), info=STAFF)
    outcome: Mapped[str] = mapped_column(default="", info=PUBLIC)
    dropped_on: Mapped[date | None] = mapped_column(info=STAFF)
    shown_at: Mapped[datetime | None] = mapped_column(info=PUBLIC)
    shown_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), info=STAFF)

    unit: Mapped[Unit] = relationship()
    period: Mapped[Period | None] = relationship()

    @property
    def state(self) -> ActionState:
        """Where the action stands today."""
        if self.dropped_on is not None:
            return ActionState.DROPPED
        if self.shown_at is not None:
            return ActionState.SHOWN
        if self.done_on is not None:
            return ActionState.DONE
        is_late = self.due_on < clock.today()
        return ActionState.LATE if is_late else ActionState.PLANNED

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (ActionState.PLANNED, ActionState.LATE)
