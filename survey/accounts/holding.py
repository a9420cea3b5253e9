"""Who holds which role: given, lent for some days, handed over."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from survey import clock
from survey.accounts import links, rules, sessions
from survey.accounts.models import DUTIES, Account, AccountRole, Role
from survey.audit.service import record
from survey.database import session


def actor(account: Account) -> str:
    """Return how the account is called in the audit log."""
    return f"account:{account.username}"


def names(roles: Collection[Role]) -> list[str]:
    """Return the roles as the audit log writes them."""
    return [role.value for role in Role if role in roles]


def held_as(role: Role, unit_id: int | None = None) -> AccountRole:
    """Return a role as an account holds it: everywhere, or for one unit."""
    return AccountRole(role=role, duty=DUTIES.get(role), unit_id=unit_id)


def change_roles(
    account: Account,
    roles: Collection[Role],
    *,
    by: Account,
    unit_id: int | None = None,
) -> None:
    """Give the account exactly these roles; what was lent to it stays.

    Parameters
    ----------
    account : Account
        Whose roles they are.
    roles : collection of Role
        At least one, and of each duty a single half.
    by : Account
        Who changes them; nobody changes their own.
    unit_id : int, optional
        The unit they are held for; none: the whole installation.
    """
    rules.check_may_change(account, by)
    drop_lapsed(account)
    lent = [held for held in account.roles if held.lent_by and held.role not in roles]
    rules.check_roles([*roles, *(held.role for held in lent)])
    stays = Role.ADMINISTRATOR in roles and unit_id is None
    rules.check_administrator_remains(account, stays, other_administrators(account))
    before = [held.role for held in account.roles]
    # What goes leaves first: the new half of a duty would meet the old one.
    account.roles[:] = lent
    session().flush()
    account.roles += [held_as(role, unit_id) for role in Role if role in roles]
    session().flush()
    record(
        actor(by),
        "account.change_roles",
        actor(account),
        before=names(before),
        after=names(roles),
        unit_id=unit_id,
    )


def lend(
    account: Account, role: Role, to: Account, starts_on: date, ends_on: date
) -> None:
    """Lend one's own role to a colleague for some days; it comes back by itself.

    Raises
    ------
    RoleNotLendable, LentTooLong, AlreadyHolds, TwoHalvesOfADuty, AccountDisabled
        See `survey.accounts.rules`.
    """
    drop_lapsed(to)
    own = account.held(role)
    rules.check_may_lend(own, to)
    rules.check_lent_days(starts_on, ends_on, clock.today())
    rules.check_roles([*(held.role for held in to.roles), role])
    lent = held_as(role, own.unit_id if own else None)
    lent.starts_on, lent.ends_on, lent.lent_by = starts_on, ends_on, account.id
    to.roles.append(lent)
    session().flush()
    record(
        actor(account),
        "role.lend",
        actor(to),
        role=role.value,
        until=ends_on.isoformat(),
    )


def take_back(account: Account, role: Role, to: Account) -> bool:
    """End a loan early; say whether there was one."""
    loans = [
        held for held in to.roles if held.role is role and held.lent_by == account.id
    ]
    for held in loans:
        to.roles.remove(held)
        record(actor(account), "role.take_back", actor(to), role=role.value)
    session().flush()
    return bool(loans)


def list_lent(account: Account) -> list[tuple[Account, AccountRole]]:
    """Return to whom the account has lent what, as far as it is not over."""
    rows = session().execute(
        select(Account, AccountRole)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.lent_by == account.id, AccountRole.ends_on >= clock.today())
        .order_by(AccountRole.ends_on, Account.username)
    )
    return [(borrower, held) for borrower, held in rows]


def hand_over(account: Account, to: Account, *, by: Account) -> list[AccountRole]:
    """Move all roles to a successor and shut the old account out, in one step.

    What the account had lent or borrowed ends with it.
    """
    rules.check_may_change(account, by)
    own = [held for held in account.roles if held.lent_by is None]
    rules.check_may_take_over(own, to, account)
    drop_lapsed(to)
    new = [held for held in own if to.held(held.role) is None]
    rules.check_roles([*(held.role for held in to.roles), *(held.role for held in new)])
    moved = [(held.role, held.unit_id) for held in new]
    account.roles.clear()
    for borrower, held in list_lent(account):
        borrower.roles.remove(held)
    session().flush()
    to.roles += [held_as(role, unit_id) for role, unit_id in moved]
    account.disabled_at = clock.now()
    sessions.revoke_sessions(account)
    links.withdraw_links(account)
    session().flush()
    roles = names([held.role for held in own])
    record(actor(by), "account.hand_over", actor(account), to=to.username, roles=roles)
    return own


def drop_lapsed(account: Account) -> None:
    """Take away what was lent and is over: its half of a duty is free again."""
    today = clock.today()
    account.roles[:] = [
        held
        for held in account.roles
        if not (held.lent_by and held.ends_on and held.ends_on < today)
    ]
    session().flush()


def other_administrators(account: Account) -> int:
    """Return how many others could manage all accounts, for good."""
    # Locked, so that two administrators cannot depose each other at once.
    others = session().scalars(
        select(AccountRole.account_id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(
            AccountRole.role == Role.ADMINISTRATOR,
            AccountRole.unit_id.is_(None),
            AccountRole.ends_on.is_(None),
            Account.disabled_at.is_(None),
            Account.id != account.id,
        )
        .with_for_update()
    )
    return len(others.all())
