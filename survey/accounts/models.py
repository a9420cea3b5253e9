from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.data_classes import IDENTITY, STAFF
from survey.database import Base, SerialId, states


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    DESIGNER = "designer"
    APPROVER = "approver"


class Account(Base):
    """A member of staff who signs in. Respondents have no account."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("username = lower(username)", name="username_is_lower_case"),
        UniqueConstraint("username"),
    )

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    username: Mapped[str] = mapped_column(info=IDENTITY)
    name: Mapped[str] = mapped_column(info=IDENTITY)
    password_hash: Mapped[str | None] = mapped_column(info=STAFF)
    created_at: Mapped[datetime] = mapped_column(info=STAFF)
    disabled_at: Mapped[datetime | None] = mapped_column(info=STAFF)

    roles: Mapped[list["AccountRole"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )

    def has(self, role: Role) -> bool:
        """Say whether this account holds the role."""
        return any(held.role is role for held in self.roles)


class AccountRole(Base):
    """A role that an account holds.

    Who drafts a publication may not approve it: both roles belong to the one
    `duty`, of which an account may hold a single one. The database keeps that.
    """

    __tablename__ = "account_role"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('designer', 'approver')) = (duty IS NOT NULL)",
            name="duty_follows_from_role",
        ),
        CheckConstraint("duty = 'publication'", name="known_duty"),
        UniqueConstraint(
            "account_id", "duty", name="uq_account_role_drafts_or_approves"
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=STAFF
    )
    role: Mapped[Role] = mapped_column(
        states(Role, "known_role"), primary_key=True, info=STAFF
    )
    duty: Mapped[str | None] = mapped_column(info=STAFF)


class SignInLink(Base):
    """A link that signs its holder in once; only a tag of its secret is kept."""

    __tablename__ = "sign_in_link"

    secret_tag: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=STAFF
    )
    expires_at: Mapped[datetime] = mapped_column(info=STAFF)
    used_at: Mapped[datetime | None] = mapped_column(info=STAFF)


class StaffSession(Base):
    """A signed-in browser; the row can be revoked, the cookie alone is nothing."""

    __tablename__ = "staff_session"

    secret_tag: Mapped[bytes] = mapped_column(primary_key=True, info=STAFF)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=STAFF
    )
    created_at: Mapped[datetime] = mapped_column(info=STAFF)
    seen_at: Mapped[datetime] = mapped_column(info=STAFF)
    ends_at: Mapped[datetime] = mapped_column(info=STAFF)
    revoked_at: Mapped[datetime | None] = mapped_column(info=STAFF)


class SignInFailure(Base):
    """A wrong password, remembered for a quarter of an hour."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    source_tag: Mapped[bytes] = mapped_column(index=True, info=STAFF)
    at: Mapped[datetime] = mapped_column(info=STAFF)
