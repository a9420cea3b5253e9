import pytest

from survey.accounts import service, sessions
from survey.accounts.models import Role
from survey.database import transaction
from tests.factories import make_account
from tests.survey.accounts.factories import (
    PASSWORD,
    make_link,
    make_staff,
    pass_second_step,
    sign_in,
)

NEW = "tám dòng sông nhỏ chảy"


def set_password(browser, **values):
    return browser.post(
        "/staff/account?lang=en", data={"password": NEW, "again": NEW} | values
    )


def test_the_page_shows_name_and_roles(app):
    account = make_staff(Role.ADMINISTRATOR)
    browser = app.test_client().sign_in(account)

    page = browser.get("/staff/account?lang=en").text

    assert account.name in page
    assert "Administrator" in page


def test_who_has_no_password_sets_the_first_one(app):
    account = make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(account)

    response = set_password(browser)

    assert response.status_code == 302
    assert service.check_password(account.username, NEW)


def test_changing_a_password_takes_the_old_one(app):
    account = make_staff(Role.DESIGNER)
    browser = app.test_client().sign_in(account)

    without = set_password(browser)
    wrong = set_password(browser, current="not the password")
    right = set_password(browser, current=PASSWORD)

    assert "Write your current password." in without.text
    assert "This is not your current password." in wrong.text
    assert (without.status_code, wrong.status_code) == (422, 422)
    assert right.status_code == 302
    assert service.check_password(account.username, NEW)


def test_guessing_the_current_password_is_throttled(app):
    browser = app.test_client().sign_in(make_staff(Role.DESIGNER))
    for _ in range(5):
        set_password(browser, current="not the password")

    assert set_password(browser, current=PASSWORD).status_code == 429


def test_who_forgot_the_password_sets_a_new_one_after_using_a_link(client):
    account = make_staff(Role.DESIGNER)
    client.post(f"/staff/link/{make_link(account)}")
    pass_second_step(client)

    assert set_password(client).status_code == 302
    assert service.check_password(account.username, NEW)


def test_a_link_used_before_does_not_spare_the_password_later(client):
    account = make_staff(Role.DESIGNER)
    client.post(f"/staff/link/{make_link(account)}")
    client.post("/staff/sign-out")
    sign_in(client, account)

    assert set_password(client).status_code == 422


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"again": "another long password"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "at least 15 characters"),
        ({"password": ""}, "Write the new password."),
        (
            {"password": "matkhau matkhau 123", "again": "matkhau matkhau 123"},
            "words that are always tried first",
        ),
    ],
)
def test_a_password_that_does_not_do_is_refused_with_the_reason(app, values, sentence):
    account = make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(account)

    response = set_password(browser, **values)

    assert response.status_code == 422
    assert sentence in response.text
    assert account.password_hash is None


def test_another_browser_is_signed_out_from_here(app):
    account = make_staff(Role.DESIGNER)
    here = app.test_client().sign_in(account)
    there = app.test_client().sign_in(account)
    tag = sessions.tag_of(there.get_cookie(sessions.COOKIE).value).hex()

    assert tag in here.get("/staff/account").text
    here.post(f"/staff/account/sessions/{tag}/revoke")

    assert there.get("/staff/").status_code == 302
    assert here.get("/staff/").status_code == 200


@pytest.mark.parametrize("tag", ["zz", "00", "ab" * 32])
def test_a_session_that_is_not_there_is_not_found(designer, tag):
    response = designer.post(f"/staff/account/sessions/{tag}/revoke")

    assert response.status_code == 404


def test_the_session_of_a_colleague_is_out_of_reach(designer):
    colleague = make_account(Role.APPROVER)
    with transaction():
        secret = sessions.open_session(colleague)

    tag = sessions.tag_of(secret).hex()
    response = designer.post(f"/staff/account/sessions/{tag}/revoke")

    assert response.status_code == 404
    assert sessions.find_account(secret) is colleague
