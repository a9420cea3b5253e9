from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts import links, service
from survey.accounts.errors import AccountDisabled, LinkNotUsable
from survey.accounts.models import Role, SignInLink
from survey.database import session, transaction
from tests.factories import make_account
from tests.survey.accounts.factories import make_link, set_clock


def use(secret):
    with transaction():
        return service.use_link(secret)


def test_a_link_finds_its_account_and_stays_usable(app):
    account = make_account(Role.DESIGNER)
    secret = make_link(account)

    assert links.find_link(secret) is account
    assert use(secret) is account


def test_a_link_works_once(app):
    secret = make_link(make_account(Role.DESIGNER))
    use(secret)

    with pytest.raises(LinkNotUsable):
        use(secret)

    assert links.find_link(secret) is None


def test_of_many_who_use_a_link_at_once_one_gets_in(app):
    secret = make_link(make_account(Role.DESIGNER))
    racers = 8
    start = Barrier(racers)

    def race(_number):
        with app.app_context():
            start.wait()
            try:
                use(secret)
            except LinkNotUsable:
                return False
            return True

    with ThreadPoolExecutor(racers) as pool:
        got_in = list(pool.map(race, range(racers)))

    assert got_in.count(True) == 1


def test_a_link_dies_after_a_day(app, monkeypatch):
    secret = make_link(make_account(Role.DESIGNER))

    set_clock(monkeypatch, clock.now() + timedelta(hours=24, seconds=1))

    assert links.find_link(secret) is None
    with pytest.raises(LinkNotUsable):
        use(secret)


def test_a_new_link_replaces_the_older_ones(app):
    account = make_account(Role.DESIGNER)
    older = make_link(account)

    newer = make_link(account)

    assert links.find_link(older) is None
    assert links.find_link(newer) is account


def test_the_link_of_another_account_lives_on(app):
    secret = make_link(make_account(Role.DESIGNER))

    make_link(make_account(Role.DESIGNER))

    assert links.find_link(secret) is not None


def test_a_disabled_account_gets_no_link(app):
    account = make_account(Role.DESIGNER, disabled_at=clock.now())

    with pytest.raises(AccountDisabled):
        make_link(account)


def test_an_invented_secret_opens_nothing(app):
    make_link(make_account(Role.DESIGNER))

    with pytest.raises(LinkNotUsable):
        use("invented")


def test_the_secret_itself_is_not_stored(app):
    secret = make_link(make_account(Role.DESIGNER))

    stored = session().scalars(select(SignInLink)).one()

    assert len(secret) >= 43  # 256 bits in base 64
    assert secret.encode() not in stored.secret_tag


def test_the_address_is_on_the_public_site_whoever_asks(app):
    with app.test_request_context(base_url="http://elsewhere.example"):
        address = service.link_address("abc")

    assert address == "http://127.0.0.1:8000/staff/link/abc"
