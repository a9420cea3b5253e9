"""Accounts of staff: who has one, what it may do, and how its holder signs in."""

from collections.abc import Collection

from sqlalchemy import select

from survey import clock
from survey.accounts import links, passwords, rules, sessions
from survey.accounts.errors import UsernameTaken
from survey.accounts.holding import (
    actor,
    change_roles,
    held_as,
    names,
    other_administrators,
)
from survey.accounts.links import find_link, link_address
from survey.accounts.models import Account, Role
from survey.audit.service import record
from survey.database import session

__all__ = [
    "actor",
    "change_roles",
    "check_password",
    "create_account",
    "disable",
    "enable",
    "find_account",
    "find_link",
    "issue_link",
    "link_address",
    "list_accounts",
    "set_password",
    "use_link",
]


def find_account(username: str) -> Account | None:
    """Return the account with this user name, or nothing."""
    return session().scalar(select(Account).where(Account.username == _tidy(username)))


def list_accounts() -> list[Account]:
    """Return all accounts by user name, disabled ones too."""
    return list(session().scalars(select(Account).order_by(Account.username)))


def create_account(
    username: str,
    name: str,
    roles: Collection[Role],
    *,
    by: str,
    unit_id: int | None = None,
) -> Account:
    """Add an account that has no password yet; a link lets its holder in.

    Parameters
    ----------
    username : str
        Capitals and spaces around it are taken away.
    name : str
        The person's name as colleagues know it.
    roles : collection of Role
        At least one, and of each duty a single half.
    by : str
        Who does it, as the audit log writes it.
    unit_id : int, optional
        The unit the roles are held for; none: the whole installation.
    """
    username, name = _tidy(username), " ".join(name.split())
    rules.check_username(username)
    rules.check_name(name)
    rules.check_roles(roles)
    check_is_free(username)
    account = Account(
        username=username,
        name=name,
        created_at=clock.now(),
        roles=[held_as(role, unit_id) for role in Role if role in roles],
    )
    session().add(account)
    session().flush()
    told = {"roles": names(roles), "unit_id": unit_id}
    record(by, "account.create", actor(account), **told)
    return account


def check_is_free(username: str) -> None:
    """Refuse a user name that somebody has."""
    if find_account(username) is not None:
        raise UsernameTaken(username)


def disable(account: Account, *, by: Account) -> None:
    """Shut the account out: its sessions end and its links die."""
    rules.check_may_change(account, by)
    rules.check_administrator_remains(account, False, other_administrators(account))
    account.disabled_at = clock.now()
    sessions.revoke_sessions(account)
    links.withdraw_links(account)
    record(actor(by), "account.disable", actor(account))


def enable(account: Account, *, by: Account) -> None:
    """Let a disabled account in again, with the roles and password it had."""
    account.disabled_at = None
    record(actor(by), "account.enable", actor(account))


def issue_link(account: Account, *, by: str) -> str:
    """Return the secret of a link that signs the account in, once in 24 hours."""
    secret = links.issue_link(account)
    record(by, "account.issue_link", actor(account))
    return secret


def use_link(secret: str) -> Account:
    """Use the link up and return whose it is; `LinkNotUsable` if it is dead."""
    account = links.use_link(secret)
    record(actor(account), "account.use_link", actor(account))
    return account


def check_password(username: str, password: str) -> Account | None:
    """Return the account if the password is right and it may sign in.

    Takes the same time for an unknown user name. It is slow on purpose: call
    it outside a transaction, and count the attempt before (`attempts`).
    """
    account = find_account(username)
    usable = account is not None and account.disabled_at is None
    stored = account.password_hash if account is not None and usable else None
    return account if passwords.is_right(stored, password) else None


def set_password(account: Account, password: str, *, staying: str = "") -> None:
    """Give the account a password; every other browser is signed out.

    Parameters
    ----------
    account : Account
        Whose password it is.
    password : str
        The new one.
    staying : str
        Secret of the session that stays signed in.
    """
    passwords.check_strength(password, account.username)
    account.password_hash = passwords.hash_of(password)
    sessions.revoke_sessions(account, but=staying)
    links.withdraw_links(account)
    record(actor(account), "account.set_password", actor(account))


def _tidy(username: str) -> str:
    return username.strip().lower()
