from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts import sessions
from survey.accounts.models import Role, StaffSession
from survey.database import session, transaction
from tests.factories import make_account
from tests.survey.accounts.factories import set_clock


def open_session(account):
    with transaction():
        return sessions.open_session(account)


def test_a_fresh_session_belongs_to_its_account(app):
    account = make_account(Role.DESIGNER)

    assert sessions.find_account(open_session(account)) is account


@pytest.mark.parametrize("secret", ["", "invented"])
def test_no_cookie_and_an_invented_one_belong_to_nobody(app, secret):
    open_session(make_account(Role.DESIGNER))

    assert sessions.find_account(secret) is None


@pytest.mark.parametrize(
    ("role", "minutes"), [(Role.DESIGNER, 30), (Role.ADMINISTRATOR, 15)]
)
def test_an_unused_session_ends(app, monkeypatch, role, minutes):
    account = make_account(role)
    start = clock.now()
    set_clock(monkeypatch, start)
    secret = open_session(account)

    set_clock(monkeypatch, start + timedelta(minutes=minutes, seconds=-1))
    before = sessions.find_account(secret)
    set_clock(monkeypatch, start + timedelta(minutes=minutes))
    after = sessions.find_account(secret)

    assert (before, after) == (account, None)


def test_a_used_session_ends_after_eight_hours_all_the_same(app, monkeypatch):
    account = make_account(Role.DESIGNER)
    start = clock.now()
    set_clock(monkeypatch, start)
    secret = open_session(account)

    set_clock(monkeypatch, start + timedelta(hours=8))
    with transaction():
        sessions.see(secret)

    assert sessions.find_account(secret) is None


def test_a_closed_session_does_not_open_again(app):
    secret = open_session(make_account(Role.DESIGNER))

    with transaction():
        sessions.close_session(secret)
        sessions.see(secret)

    assert sessions.find_account(secret) is None


def test_a_sign_of_life_is_due_once_a_minute(app, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    secret = open_session(make_account(Role.DESIGNER))

    set_clock(monkeypatch, start + timedelta(seconds=59))
    early = sessions.is_due_to_be_seen(secret)
    set_clock(monkeypatch, start + timedelta(seconds=60))
    late = sessions.is_due_to_be_seen(secret)

    assert (early, late) == (False, True)


def test_only_living_sessions_are_listed(app, monkeypatch):
    account = make_account(Role.DESIGNER)
    start = clock.now()
    set_clock(monkeypatch, start)
    open_session(account)
    open_session(make_account(Role.DESIGNER))

    set_clock(monkeypatch, start + timedelta(minutes=30))
    fresh, revoked = open_session(account), open_session(account)
    with transaction():
        sessions.close_session(revoked)

    listed = sessions.list_sessions(account)
    assert [each.secret_tag for each in listed] == [sessions.tag_of(fresh)]


def test_only_the_own_session_is_revoked(app):
    account = make_account(Role.DESIGNER)
    secret = open_session(make_account(Role.DESIGNER))

    with transaction():
        revoked = sessions.revoke_session(account, sessions.tag_of(secret))

    assert revoked is False
    assert sessions.find_account(secret) is not None


def test_the_cookie_itself_is_not_stored(app):
    secret = open_session(make_account(Role.DESIGNER))

    stored = session().scalars(select(StaffSession)).one()

    assert len(secret) >= 43  # 256 bits in base 64
    assert secret.encode() not in stored.secret_tag


def test_under_tls_the_browser_guards_the_cookie(app, monkeypatch):
    plain = sessions.cookie_name()
    monkeypatch.setitem(app.config, "TLS", True)

    assert (plain, sessions.cookie_name()) == ("staff", "__Host-staff")
