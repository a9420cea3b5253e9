"""What signing in asks for beside the password, and forms that wait for it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import STAFF
from survey.database import BY_KEY, Base, states


class FactorKind(StrEnum):
    APP = "app"  # an authenticator app on a phone
    SHEET = "sheet"  # forty codes on paper, each good once


class SecondFactor(Base):
    """How an account proves, beside its password, that it is its holder."""

    __tablename__ = "second_factor"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'app') = (sealed_secret IS NOT NULL)", name="an_app_has_a_secret"
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info=STAFF,
    )
    kind: Mapped[FactorKind] = mapped_column(
        states(FactorKind, "known_kind"), info=STAFF
    )
    sealed_secret: Mapped[bytes | None] = mapped_column(info=STAFF)
    # The half minute whose code was used last: no code counts twice.
    last_step: Mapped[int | None] = mapped_column(info=STAFF)
    made_at: Mapped[datetime] = mapped_column(info=STAFF)


class SheetCode(Base):
    """A code of a printed sheet; only a tag of it is kept."""

    __tablename__ = "sheet_code"
    __table_args__ = (
        CheckConstraint("number BETWEEN 1 AND 40", name="stands_on_the_sheet"),
        BY_KEY,
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("second_factor.account_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info=STAFF,
    )
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=STAFF
    )
    code_tag: Mapped[bytes] = mapped_column(info=STAFF)
    used_at: Mapped[datetime | None] = mapped_column(info=STAFF)


class KeptForm(Base):
    """What somebody had filled in when the session ended, for an hour.

    Sealed under a key that only the browser holds.
    """

    __tablename__ = "kept_form"

    key_tag: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=STAFF
    )
    sealed: Mapped[bytes] = mapped_column(info=STAFF)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=STAFF)
