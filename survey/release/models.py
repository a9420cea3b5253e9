from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import ANSWER, PUBLIC
from survey.database import Base


class ClusterLabel(Base):
    """The random label of a counter-day while its period is open.

    Answers of one counter and day share a label, also when they are released
    in different nights. At the period's close the rows go, and the responses
    get other labels.
    """

    __tablename__ = "cluster_label"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "unit_id"], ["wave_unit.wave_id", "wave_unit.unit_id"]
        ),
        UniqueConstraint("label"),
    )

    wave_id: Mapped[int] = mapped_column(primary_key=True, info=PUBLIC)
    unit_id: Mapped[int] = mapped_column(primary_key=True, info=PUBLIC)
    period_id: Mapped[int] = mapped_column(
        ForeignKey("period.id"), primary_key=True, info=PUBLIC
    )
    # 0 where the answer names no counter: part of a key may not be empty.
    counter: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=ANSWER
    )
    day: Mapped[date] = mapped_column(primary_key=True, info=ANSWER)
    label: Mapped[str] = mapped_column(info=ANSWER)
