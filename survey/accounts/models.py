from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey import clock
from survey.data_classes import IDENTITY, STAFF
from survey.database import Base, SerialId, states


class Role(StrEnum):
    """What an account may do; who does it for which unit says `AccountRole`."""

    ADMINISTRATOR = "administrator"
    DESIGNER = "designer"
    FIELDWORK_MANAGER = "fieldwork_manager"
    INTERVIEWER = "interviewer"
    CLERK = "clerk"
    SECOND_CLERK = "second_clerk"
    ANALYST = "analyst"
    APPROVER = "approver"
    AUDITOR = "auditor"
    VIEWER = "viewer"
    DATA_PROTECTION = "data_protection"


# Who cares for codes, kiosks, slips and messages of the offices.
FIELDWORK = (Role.DESIGNER, Role.FIELDWORK_MANAGER)

# What two people have to do: of each duty an account holds a single half.
DUTIES: Mapping[Role, str] = {
    Role.DESIGNER: "publication",  # drafts it
    Role.APPROVER: "publication",  # approves it
    Role.ANALYST: "integrity",  # reads the answers' sums
    Role.AUDITOR: "integrity",  # says which answers are doubtful
    Role.CLERK: "entry",  # enters a paper form first
    Role.SECOND_CLERK: "entry",  # enters it again, blind
}


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
        cascade="all, delete-orphan",
        lazy="selectin",
        foreign_keys="AccountRole.account_id",
    )

    def has(self, role: Role) -> bool:
        """Say whether this account holds the role today, for whichever unit."""
        return self.held(role) is not None

    def held(self, role: Role) -> "AccountRole | None":
        """Return how this account holds the role today, if it does."""
        today = clock.today()
        return next(
            (held for held in self.roles if held.role is role and held.is_due(today)),
            None,
        )


class AccountRole(Base):
    """A role that an account holds: everywhere, or for a unit and all below it.

    A role may be lent for some days (`lent_by`). Whoever drafts a publication
    may not approve it, and so on: such roles belong to one `duty`, of which an
    account holds a single half. The database keeps that, for lent roles too.
    """

    __tablename__ = "account_role"
    __table_args__ = (
        CheckConstraint(
            "coalesce(duty, '') = CASE"
            " WHEN role IN ('designer', 'approver') THEN 'publication'"
            " WHEN role IN ('analyst', 'auditor') THEN 'integrity'"
            " WHEN role IN ('clerk', 'second_clerk') THEN 'entry'"
            " ELSE '' END",
            name="duty_follows_from_role",
        ),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint(
            "lent_by IS NULL OR (starts_on IS NOT NULL AND ends_on IS NOT NULL)",
            name="what_is_lent_comes_back",
        ),
        CheckConstraint("lent_by <> account_id", name="not_lent_by_itself"),
        UniqueConstraint(
            "account_id", "duty", name="uq_account_role_half_of_each_duty"
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=STAFF
    )
    role: Mapped[Role] = mapped_column(
        states(Role, "known_role"), primary_key=True, info=STAFF
    )
    duty: Mapped[str | None] = mapped_column(info=STAFF)
    # Nothing: for the whole installation.
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, info=STAFF
    )
    starts_on: Mapped[date | None] = mapped_column(info=STAFF)
    ends_on: Mapped[date | None] = mapped_column(info=STAFF)
    lent_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), info=STAFF)

    # The table of units belongs to a room above; only its name is known here.
    unit: Mapped[Any] = relationship("Unit", viewonly=True)

    def is_due(self, day: date) -> bool:
        """Say whether the role is held on that day."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


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
    # When the second factor was right; until then nothing but its page opens.
    passed_at: Mapped[datetime | None] = mapped_column(info=STAFF)
    revoked_at: Mapped[datetime | None] = mapped_column(info=STAFF)


class SignInFailure(Base):
    """A wrong password, remembered for a quarter of an hour."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(SerialId, primary_key=True, info=STAFF)
    source_tag: Mapped[bytes] = mapped_column(index=True, info=STAFF)
    at: Mapped[datetime] = mapped_column(info=STAFF)
