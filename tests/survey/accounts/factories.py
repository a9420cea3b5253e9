"""Staff who can sign in with a password, and links for them."""

from datetime import datetime
from typing import Any

import pytest

from survey import clock
from survey.accounts import links, passwords
from survey.accounts.models import Account, Role
from survey.database import transaction
from tests.clients import Browser
from tests.factories import make_account

PASSWORD = "chín con trâu qua suối"


def make_staff(*roles: Role, **values: Any) -> Account:
    """Make an account whose password is `PASSWORD`."""
    hashed = passwords.hash_of(PASSWORD)
    return make_account(*roles, **{"password_hash": hashed} | values)


def make_link(account: Account) -> str:
    with transaction():
        return links.issue_link(account)


def sign_in(browser: Browser, account: Account, password: str = PASSWORD) -> Any:
    """Send the sign-in form, in English so that answers can be read."""
    return browser.post(
        "/staff/sign-in?lang=en",
        data={"username": account.username, "password": password},
    )


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
