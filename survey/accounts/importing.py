"""Many accounts from one file: all problems at once, all accounts or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.accounts import rules, service
from survey.accounts.errors import AccountError
from survey.accounts.models import Account, Role
from survey.accounts.places import find_place
from survey.accounts.roles import NAMES
from survey.errors import TableNotReadable
from survey.i18n import gettext as _
from survey.spreadsheets import FURTHER, at_line, open_table

COLUMNS = ("username", "name", "roles", "unit")
AT_MOST = 300  # lines of a file


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """One line: who, with which roles, for which unit (none: the installation)."""

    username: str
    name: str
    roles: tuple[Role, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file holds, and what is wrong with it."""

    accounts: Sequence[NewAccount]
    problems: Sequence[str]


def read(content: bytes) -> Reading:
    """Return the accounts of a file, and every problem of it."""
    accounts: list[NewAccount] = []
    problems: list[str] = []
    try:
        reader = open_table(content, COLUMNS)
    except TableNotReadable as refusal:
        return Reading(accounts=(), problems=(str(refusal),))
    for line in reader:
        if not any(value for value in line.values()):
            continue
        known = {account.username for account in accounts}
        found = list(_problems(line, known))
        problems += [at_line(reader.line_num, problem) for problem in found]
        if not found:
            accounts.append(_account(line))
    if len(accounts) > AT_MOST:
        problems.append(_("A file has %(n)s accounts at most.", n=AT_MOST))
    if not accounts and not problems:
        problems.append(_("The file has no account."))
    return Reading(accounts=accounts, problems=problems)


def add(accounts: Sequence[NewAccount], *, by: str) -> list[tuple[Account, str]]:
    """Add the accounts; return each with the secret of a link that lets it in.

    Raises
    ------
    AccountError
        If one of them cannot be; then none is added by the transaction around.
    """
    added = []
    for new in accounts:
        account = service.create_account(
            new.username, new.name, new.roles, by=by, unit_id=find_place(new.unit)
        )
        added.append((account, service.issue_link(account, by=by)))
    return added


def _problems(line: Mapping[str, str], known: set[str]) -> Iterator[str]:
    username = line["username"].strip().casefold()
    if FURTHER in line:
        yield _("there are more cells than columns")
    if username in known:
        yield _("the user name %(username)s stands twice", username=username)
    unknown = [word for word in _words(line["roles"]) if _role(word) is None]
    if unknown:
        yield _("there is no role “%(role)s”", role=", ".join(unknown))
        return
    try:
        rules.check_username(username)
        rules.check_name(" ".join(line["name"].split()))
        rules.check_roles(_roles(line["roles"]))
        find_place(line["unit"])
        service.check_is_free(username)
    except AccountError as refusal:
        yield str(refusal)


def _account(line: Mapping[str, str]) -> NewAccount:
    return NewAccount(
        username=line["username"].strip().casefold(),
        name=" ".join(line["name"].split()),
        roles=_roles(line["roles"]),
        unit=line["unit"].strip(),
    )


def _roles(text: str) -> tuple[Role, ...]:
    given = {_role(word) for word in _words(text)}
    return tuple(role for role in Role if role in given)


def _words(text: str) -> list[str]:
    """Return the roles of a cell, parted by `+` or `/`: names have spaces."""
    return [word.strip() for word in text.replace("/", "+").split("+") if word.strip()]


def _role(word: str) -> Role | None:
    """Return the role that is called so, by its name or as it is stored."""
    for role, name in NAMES.items():
        if word.casefold() in (role.value, str(name).casefold()):
            return role
    return None
