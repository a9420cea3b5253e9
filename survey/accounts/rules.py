"""Who may hold which role, and what a user name and a return path look like."""

import re
from collections.abc import Collection

from survey.accounts.errors import (
    LastAdministrator,
    NameMissing,
    OwnAccount,
    RoleMissing,
    TwoHalvesOfADuty,
    UsernameNotUsable,
)
from survey.accounts.models import DUTIES, Account, Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
# Browsers read a backslash as a slash and drop tabs and line ends, so that
# `/\t/elsewhere.example` would leave the site.
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


def check_administrator_remains(
    account: Account, roles_after: Collection[Role], others: int
) -> None:
    """Refuse a change after which nobody could manage accounts.

    Parameters
    ----------
    account : Account
        The account that changes.
    roles_after : collection of Role
        What it will hold; empty when it is to be disabled.
    others : int
        How many other accounts that are not disabled are administrators.
    """
    loses = account.has(Role.ADMINISTRATOR) and Role.ADMINISTRATOR not in roles_after
    if loses and others == 0:
        raise LastAdministrator


def is_local_path(target: str) -> bool:
    """Say whether a redirect to `target` stays on this site."""
    return LOCAL_PATH.fullmatch(target) is not None
