"""Who may hold which role, and what a user name and a return path look like."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from survey.accounts.errors import (
    AccountDisabled,
    AlreadyHolds,
    DaysDoNotFit,
    LastAdministrator,
    LentTooLong,
    NameMissing,
    OwnAccount,
    RoleMissing,
    RoleNotLendable,
    TwoHalvesOfADuty,
    UsernameNotUsable,
)
from survey.accounts.models import DUTIES, Account, AccountRole, Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
# Browsers read a backslash as a slash and drop tabs and line ends, so that
# `/\t/elsewhere.example` would leave the site.
LONGEST_LOAN = timedelta(days=60)
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def check_username(username: str) -> None:
    """Refuse a user name that is hard to type or to read aloud."""
    if not USERNAME.fullmatch(username):
        raise UsernameNotUsable


def check_name(name: str) -> None:
    """Refuse an account that belongs to nobody."""
    if not name:
        raise NameMissing


def check_roles(roles: Collection[Role]) -> None:
    """Refuse roles that one person must not hold together, and none at all."""
    if not roles:
        raise RoleMissing
    held = [DUTIES[role] for role in DUTIES if role in roles]
    for duty in held:
        if held.count(duty) > 1:
            raise TwoHalvesOfADuty(duty)


def check_may_change(account: Account, by: Account) -> None:
    """Refuse to let people raise or shut out themselves."""
    if account.id == by.id:
        raise OwnAccount


def check_administrator_remains(account: Account, stays: bool, others: int) -> None:
    """Refuse a change after which nobody could manage accounts.

    Parameters
    ----------
    account : Account
        The account that changes.
    stays : bool
        Whether it will be an administrator of the whole installation.
    others : int
        How many other accounts that are not disabled are such administrators.
    """
    if account.has(Role.ADMINISTRATOR) and not stays and others == 0:
        raise LastAdministrator


def check_may_lend(own: AccountRole | None, to: Account) -> None:
    """Refuse to lend what one does not hold oneself, or to who cannot use it."""
    if own is None or own.lent_by is not None or own.role is Role.ADMINISTRATOR:
        raise RoleNotLendable
    if to.id == own.account_id:
        raise OwnAccount
    if to.disabled_at is not None:
        raise AccountDisabled
    if to.held(own.role) is not None:
        raise AlreadyHolds(to.name)


def check_lent_days(starts_on: date, ends_on: date, today: date) -> None:
    """Refuse a loan that lies in the past, or that lasts like an appointment."""
    if not today <= starts_on <= ends_on:
        raise DaysDoNotFit
    if ends_on - starts_on > LONGEST_LOAN:
        raise LentTooLong


def check_may_take_over(
    own: Collection[AccountRole], to: Account, account: Account
) -> None:
    """Refuse a successor who cannot take the roles as they are held."""
    if to.id == account.id:
        raise OwnAccount
    if to.disabled_at is not None:
        raise AccountDisabled
    for held in own:
        there = to.held(held.role)
        if there is not None and there.unit_id not in {None, held.unit_id}:
            raise AlreadyHolds(to.name)


def is_local_path(target: str) -> bool:
    """Say whether a redirect to `target` stays on this site."""
    return LOCAL_PATH.fullmatch(target) is not None
