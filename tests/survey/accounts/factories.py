"""Staff who can sign in with a password, and links for them."""

from datetime import datetime
from typing import Any

import pytest

from survey import clock
from survey.accounts import factors, links, passwords
from survey.accounts.models import Account, Role
from survey.database import transaction
from tests.clients import Browser
from tests.factories import make_account

PASSWORD = "chín con trâu qua suối"


SHEET = "ABCDEFGH"  # every code of every sheet, in tests


def make_staff(*roles: Role, **values: Any) -> Account:
    """Make an account whose password is `PASSWORD` and whose codes are `SHEET`."""
    hashed = passwords.hash_of(PASSWORD)
    account = make_account(*roles, **{"password_hash": hashed} | values)
    give_sheet(account)
    return account


def give_sheet(account: Account) -> None:
    with transaction(), pytest.MonkeyPatch.context() as chance:
        chance.setattr(factors.keys, "readable", lambda value, length: SHEET)
        factors.make_sheet(account)


def make_link(account: Account) -> str:
    with transaction():
        return links.issue_link(account)


def sign_in(browser: Browser, account: Account, password: str = PASSWORD) -> Any:
    """Send the sign-in form and a code, in English so that answers can be read."""
    response = browser.post(
        "/staff/sign-in?lang=en",
        data={"username": account.username, "password": password},
    )
    if response.status_code != 302:
        return response
    return pass_second_step(browser, response.location)


def pass_second_step(browser: Browser, step: str = "/staff/second-factor") -> Any:
    """Send the next code of the sheet."""
    return browser.post(step, data={"code": SHEET})


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
