from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts import sessions
from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session
from tests.clients import Browser
from tests.factories import make_account
from tests.survey.accounts.factories import (
    PASSWORD,
    give_sheet,
    make_link,
    make_staff,
    pass_second_step,
    set_clock,
    sign_in,
)


def is_signed_in(browser):
    return browser.get("/staff/").status_code == 200


def test_the_sign_in_page_opens(client):
    response = client.get("/staff/sign-in?lang=en")

    assert response.status_code == 200
    assert "Sign in" in response.text


def test_the_right_password_signs_in(client):
    response = sign_in(client, make_staff(Role.DESIGNER))

    assert response.status_code == 302
    assert response.location == "/staff/"
    assert is_signed_in(client)


def test_signing_in_is_logged(client):
    account = make_staff(Role.DESIGNER)

    sign_in(client, account)

    entry = session().scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.act) == (
        f"account:{account.username}",
        "account.sign_in",
    )


def test_a_wrong_password_says_so_without_saying_what_is_wrong(client):
    account = make_staff(Role.DESIGNER)

    wrong = sign_in(client, account, "not the password")
    unknown = client.post(
        "/staff/sign-in?lang=en", data={"username": "nobody", "password": PASSWORD}
    )

    assert wrong.status_code == unknown.status_code == 422
    for response in (wrong, unknown):
        assert "User name and password do not belong together." in response.text
    assert not is_signed_in(client)


def test_a_password_is_never_sent_back(client):
    response = sign_in(client, make_staff(Role.DESIGNER), "not the password")

    assert "not the password" not in response.text


def test_empty_fields_are_named_in_our_own_words(client):
    response = client.post("/staff/sign-in?lang=en", data={})

    assert response.status_code == 422
    assert "Write your user name." in response.text
    assert "Write your password." in response.text


def test_after_five_wrong_passwords_even_the_right_one_waits(client, monkeypatch):
    account = make_staff(Role.DESIGNER)
    start = clock.now()
    set_clock(monkeypatch, start)
    for _ in range(5):
        assert sign_in(client, account, "not the password").status_code == 422

    refused = sign_in(client, account)
    set_clock(monkeypatch, start + timedelta(minutes=16))
    later = sign_in(client, account)

    assert refused.status_code == 429
    assert later.status_code == 302


def test_four_mistakes_are_forgotten_after_a_success(client):
    account = make_staff(Role.DESIGNER)
    for _ in range(2):
        for _ in range(4):
            sign_in(client, account, "not the password")
        assert sign_in(client, account).status_code == 302
        client.post("/staff/sign-out")


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/staff/jobs/", "/staff/jobs/"),
        ("//elsewhere.example", "/staff/"),
        ("https://elsewhere.example", "/staff/"),
        ("/\\elsewhere.example", "/staff/"),
        ("/\t/elsewhere.example", "/staff/"),
    ],
)
def test_signing_in_leads_on_but_never_off_the_site(client, wanted, location):
    account = make_staff(Role.DESIGNER)

    response = client.post(
        "/staff/sign-in",
        query_string={"next": wanted},
        data={"username": account.username, "password": PASSWORD},
    )

    assert pass_second_step(client, response.location).location == location


def test_who_is_signed_in_is_led_on(designer):
    assert designer.get("/staff/sign-in?next=/staff/jobs/").location == "/staff/jobs/"


def test_signing_out_ends_the_session_and_not_only_the_cookie(client):
    sign_in(client, make_staff(Role.DESIGNER))
    cookie = client.get_cookie(sessions.COOKIE)

    client.post("/staff/sign-out")
    client.set_cookie(sessions.COOKIE, cookie.value)

    assert not is_signed_in(client)


def test_signing_out_twice_does_no_harm(client):
    assert client.post("/staff/sign-out").location == "/staff/sign-in"


def test_looking_at_a_link_does_not_use_it(client):
    account = make_account(Role.ADMINISTRATOR)
    path = f"/staff/link/{make_link(account)}?lang=en"

    for _ in range(2):
        response = client.get(path)
        assert response.status_code == 200
        assert account.name in response.text
    assert not is_signed_in(client)


def test_a_link_leads_through_the_second_proof_to_a_password(client):
    account = make_account(Role.ADMINISTRATOR)
    give_sheet(account)
    path = f"/staff/link/{make_link(account)}?lang=en"
    client.get(path)

    assert client.post(path).location == "/staff/second-factor"
    assert "First comes a second proof" in client.get("/staff/second-factor").text
    assert not is_signed_in(client)
    assert pass_second_step(client).location == "/staff/account"
    assert "Choose a password" in client.get("/staff/account").text


def test_a_link_leads_home_who_has_a_password(client):
    client.post(f"/staff/link/{make_link(make_staff(Role.ADMINISTRATOR))}")

    assert pass_second_step(client).location == "/staff/"


def test_a_link_used_twice_lets_nobody_in(app, client):
    path = f"/staff/link/{make_link(make_account(Role.ADMINISTRATOR))}?lang=en"
    client.post(path)
    thief: Browser = app.test_client()

    response = thief.post(path)

    assert response.status_code == 410
    assert "This link no longer works" in response.text
    assert not is_signed_in(thief)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_link_lets_nobody_in(client, monkeypatch, method):
    path = f"/staff/link/{make_link(make_account(Role.ADMINISTRATOR))}"
    set_clock(monkeypatch, clock.now() + timedelta(hours=25))

    assert client.open(path, method=method).status_code == 410
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("role", "offered", "withheld"),
    [
        (Role.ADMINISTRATOR, "/staff/accounts", "approve it"),
        (Role.DESIGNER, "hand them over for approval", "/staff/accounts"),
        (Role.APPROVER, "approve it for everybody", "/staff/accounts"),
    ],
)
def test_the_first_page_shows_what_the_role_can_do(app, role, offered, withheld):
    browser = app.test_client().sign_in(make_account(role))

    page = browser.get("/staff/?lang=en").text

    assert offered in page
    assert withheld not in page
