from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import STAFF
from survey.database import Base, SerialId


class AuditEntry(Base):
    """One act of staff or of a job, chained to the one before it.

    Never a line per citizen's answer: the order of answers would say who gave
    which.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("previous_hash"),)

    seq: Mapped[int] = mapped_column(
        SerialId, primary_key=True, autoincrement=False, info=STAFF
    )
    at: Mapped[datetime] = mapped_column(info=STAFF)
    actor: Mapped[str] = mapped_column(info=STAFF)
    act: Mapped[str] = mapped_column(info=STAFF)
    subject: Mapped[str] = mapped_column(info=STAFF)
    detail: Mapped[str] = mapped_column(info=STAFF)
    previous_hash: Mapped[str] = mapped_column(info=STAFF)
    hash: Mapped[str] = mapped_column(info=STAFF)
