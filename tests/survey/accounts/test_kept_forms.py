from datetime import timedelta

import pytest

from survey import clock
from survey.accounts.factor_models import KeptForm
from survey.accounts.models import Role
from survey.database import session
from tests.survey.accounts.factories import PASSWORD, make_staff, set_clock, sign_in

NEW = {
    "username": "thao",
    "name": "Lò Thị Thảo",
    "designer": "y",
    "own_password": PASSWORD,
}


@pytest.fixture
def idle(client, monkeypatch):
    """A browser whose administrator went for lunch over a filled-in form."""
    account = make_staff(Role.ADMINISTRATOR)
    sign_in(client, account)
    set_clock(monkeypatch, clock.now() + timedelta(hours=1))
    return account


def test_what_was_written_is_back_after_signing_in_and_sent_once(client, idle):
    client.set_cookie("lang", "en")
    lost = client.post("/staff/accounts/new", data=NEW)
    assert (lost.status_code, lost.location) == (303, "/staff/sign-in")
    assert "is kept for an hour" in client.get("/staff/sign-in?lang=en").text

    assert sign_in(client, idle).location.startswith("/staff/kept-form")
    page = client.get("/staff/kept-form?lang=en").text
    assert "Lò Thị Thảo" in page
    assert PASSWORD not in page

    sent = {name: value for name, value in NEW.items() if name != "own_password"}
    response = client.post("/staff/kept-form", data=sent)
    assert (response.status_code, response.location) == (307, "/staff/accounts/new")
    again = client.post(response.location, data=sent)
    assert again.status_code == 422  # it asks for the password, and has all the rest
    assert "Lò Thị Thảo" in again.text
    assert client.get("/staff/kept-form").location == "/staff/"


def test_nothing_of_it_can_be_read_in_the_database(client, idle):
    client.post("/staff/accounts/new", data=NEW)

    kept = session().query(KeptForm).one()
    assert "Thảo".encode() not in kept.sealed
    assert PASSWORD.encode() not in kept.sealed


def test_another_account_does_not_get_it(client, idle):
    client.post("/staff/accounts/new", data=NEW)

    sign_in(client, make_staff(Role.ADMINISTRATOR))

    assert client.get("/staff/kept-form").location == "/staff/"


def test_after_an_hour_it_is_gone(client, idle, monkeypatch):
    client.post("/staff/accounts/new", data=NEW)
    set_clock(monkeypatch, clock.now() + timedelta(minutes=61))

    sign_in(client, idle)

    assert client.get("/staff/kept-form").location == "/staff/"


def test_who_wants_it_no_more_drops_it(client, idle):
    client.post("/staff/accounts/new", data=NEW)
    sign_in(client, idle)

    assert client.post("/staff/kept-form/drop").location == "/staff/"

    assert session().query(KeptForm).count() == 0


def test_whoever_was_never_signed_in_keeps_nothing(client):
    assert client.post("/staff/accounts/new", data=NEW).status_code == 401
    assert session().query(KeptForm).count() == 0
