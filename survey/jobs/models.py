from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import STAFF
from survey.database import Base, SerialId, states


class JobState(StrEnum):
    REQUESTED = "requested"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """Work that a page asked for and the worker does."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("done <= total", name="no_more_done_than_there_is"),
        Index("ix_job_state_requested_at", "state", "requested_at"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    kind: Mapped[str] = mapped_column(info=STAFF)
    arguments: Mapped[str] = mapped_column(info=STAFF)
    state: Mapped[JobState] = mapped_column(
        states(JobState), default=JobState.REQUESTED, info=STAFF
    )
    requested_by: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), info=STAFF
    )
    requested_at: Mapped[datetime] = mapped_column(info=STAFF)
    started_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    alive_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    finished_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    done: Mapped[int] = mapped_column(default=0, info=STAFF)
    total: Mapped[int | None] = mapped_column(info=STAFF)
    outcome: Mapped[str | None] = mapped_column(info=STAFF)
