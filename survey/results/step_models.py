"""The way of a draft between the two who are responsible for it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.accounts.models import Account
from survey.data_classes import STAFF
from survey.database import Base, SerialId, states


class StepKind(StrEnum):
    SUBMITTED = "submitted"  # handed over for approval
    RETURNED = "returned"  # given back, with reasons
    SCHEDULED = "scheduled"  # approved, to appear at a moment
    WITHDRAWN = "withdrawn"  # that moment was called off


class PublicationStep(Base):
    """What somebody did with a draft; the last step says where it stands."""

    __tablename__ = "publication_step"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'scheduled') = (due_at IS NOT NULL)", name="scheduled_has_a_moment"
        ),
        CheckConstraint(
            "kind <> 'returned' OR note <> ''", name="returned_has_reasons"
        ),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    publication_id: Mapped[int] = mapped_column(
        ForeignKey("publication.id", ondelete="CASCADE"), index=True, info=STAFF
    )
    kind: Mapped[StepKind] = mapped_column(states(StepKind, "known_kind"), info=STAFF)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), info=STAFF)
    at: Mapped[datetime] = mapped_column(info=STAFF)
    note: Mapped[str] = mapped_column(default="", info=STAFF)
    due_at: Mapped[datetime | None] = mapped_column(info=STAFF)

    account: Mapped[Account] = relationship()
