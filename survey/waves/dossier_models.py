from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import PUBLIC
from survey.database import Base


class FinishedDossiers(Base):
    """How many dossiers a unit finished in a period: what participation is of."""

    __tablename__ = "finished_dossiers"
    __table_args__ = (CheckConstraint("count >= 0", name="count_is_a_count"),)

    period_id: Mapped[int] = mapped_column(
        ForeignKey("period.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, info=PUBLIC
    )
    count: Mapped[int] = mapped_column(info=PUBLIC)
