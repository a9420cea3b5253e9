"""Links that sign their holder in once, instead of a password sent around."""

import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select, update

from survey import clock, keys
from survey.accounts.errors import AccountDisabled, LinkNotUsable
from survey.accounts.models import Account, SignInLink
from survey.database import session

VALID = timedelta(hours=24)


def issue_link(account: Account) -> str:
    """Return the secret of a new link; older unused ones of the account die."""
    if account.disabled_at is not None:
        raise AccountDisabled
    withdraw_links(account)
    secret = secrets.token_urlsafe(32)
    session().add(
        SignInLink(
            secret_tag=_tag(secret),
            account_id=account.id,
            expires_at=clock.now() + VALID,
        )
    )
    session().flush()
    return secret


def link_address(secret: str) -> str:
    """Return what a person opens to use the link."""
    # Not from the request: its Host header may be anybody's invention.
    adapter = current_app.url_map.bind("localhost")
    path = adapter.build("accounts.link", {"secret": secret})
    return current_app.config["PUBLIC_URL"].rstrip("/") + path


def find_link(secret: str) -> Account | None:
    """Return whom the link would sign in, without using it."""
    return session().scalar(
        select(Account)
        .join(SignInLink, SignInLink.account_id == Account.id)
        .where(
            SignInLink.secret_tag == _tag(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > clock.now(),
            Account.disabled_at.is_(None),
        )
    )


def use_link(secret: str) -> Account:
    """Use the link up and return whose it is.

    One statement decides, so that of several at once only one gets in.

    Raises
    ------
    LinkNotUsable
        If it is unknown, used, replaced or too old, or its account disabled.
    """
    account = find_link(secret)
    if account is None:
        raise LinkNotUsable
    used = session().execute(
        update(SignInLink)
        .where(
            SignInLink.secret_tag == _tag(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
        .returning(SignInLink.account_id)
    )
    if used.first() is None:
        raise LinkNotUsable
    return account


def withdraw_links(account: Account) -> None:
    """Let the unused links of the account die."""
    session().execute(
        delete(SignInLink).where(
            SignInLink.account_id == account.id, SignInLink.used_at.is_(None)
        )
    )


def _tag(secret: str) -> bytes:
    return keys.tag("sign-in link", secret.encode())
