import re

import pytest

from survey.accounts import service
from survey.accounts.models import Role
from tests.factories import make_account
from tests.survey.accounts.factories import PASSWORD, make_staff


@pytest.fixture
def boss(app):
    return make_staff(Role.ADMINISTRATOR)


@pytest.fixture
def office(app, boss):
    """A browser in which an administrator with a password is signed in."""
    return app.test_client().sign_in(boss)


def roles_of(account):
    return {held.role for held in account.roles}


def test_all_accounts_are_listed(office):
    account = make_account(Role.DESIGNER)

    page = office.get("/staff/accounts?lang=en").text

    assert account.name in page
    assert "Survey designer" in page


def test_an_account_is_added(office):
    response = office.post(
        "/staff/accounts/new",
        data={
            "username": "lan",
            "name": "Nguyễn Thị Lan",
            "designer": "y",
            "own_password": PASSWORD,
        },
    )

    assert response.location == "/staff/accounts/lan"
    assert roles_of(service.find_account("lan")) == {Role.DESIGNER}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"username": "Lân"}, "small letters without marks"),
        ({"username": ""}, "Write a user name."),
        ({"username": "taken"}, "There already is an account called taken."),
        ({"name": ""}, "Write the full name of the person."),
        ({"name": "x" * 121}, "This is too long for a name."),
        ({"designer": "y", "approver": "y"}, "cannot both design and approve"),
        ({"administrator": ""}, "Choose at least one role."),
        ({"own_password": "guess"}, "This is not your own password."),
        ({"own_password": ""}, "Write your own password to confirm."),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_reason(office, values, sentence):
    make_account(Role.DESIGNER, username="taken")
    sent = {
        "username": "lan",
        "name": "Lan",
        "administrator": "y",
        "own_password": PASSWORD,
    }

    response = office.post("/staff/accounts/new?lang=en", data=sent | values)

    assert response.status_code == 422
    assert sentence in response.text
    assert service.find_account("lan") is None


def test_roles_are_changed(office):
    account = make_account(Role.DESIGNER)

    response = office.post(
        f"/staff/accounts/{account.username}/roles",
        data={"approver": "y", "own_password": PASSWORD},
    )

    assert response.status_code == 302
    assert roles_of(account) == {Role.APPROVER}


def test_the_boxes_of_the_present_roles_are_ticked(office):
    account = make_account(Role.ADMINISTRATOR, Role.DESIGNER)

    page = office.get(f"/staff/accounts/{account.username}/roles").text

    ticked = re.findall(r'<input checked id="(\w+)"', page)
    assert ticked == ["administrator", "designer"]


def test_roles_are_not_changed_without_the_own_password(office):
    account = make_account(Role.DESIGNER)

    response = office.post(
        f"/staff/accounts/{account.username}/roles",
        data={"administrator": "y", "own_password": "guess"},
    )

    assert response.status_code == 422
    assert roles_of(account) == {Role.DESIGNER}


def test_nobody_changes_their_own_roles(office, boss):
    response = office.post(
        f"/staff/accounts/{boss.username}/roles?lang=en",
        data={"administrator": "y", "designer": "y", "own_password": PASSWORD},
    )

    assert "Nobody changes the roles of their own account" in response.text
    assert roles_of(boss) == {Role.ADMINISTRATOR}


def test_a_link_is_shown_once_and_works(office, client):
    account = make_account(Role.DESIGNER)
    path = f"/staff/accounts/{account.username}/link"

    page = office.post(path, data={"own_password": PASSWORD}).text
    address = re.search(r"http://127.0.0.1:8000(/staff/link/[\w-]+)", page)

    assert address is not None
    assert "/staff/link/" not in office.get(path).text
    assert client.post(address[1]).location == "/staff/second-factor"


def test_no_link_without_the_own_password(office):
    account = make_account(Role.DESIGNER)

    response = office.post(
        f"/staff/accounts/{account.username}/link", data={"own_password": "guess"}
    )

    assert response.status_code == 422
    assert "/staff/link/" not in response.text


def test_an_administrator_without_a_password_is_told_to_set_one(administrator):
    account = make_account(Role.DESIGNER)

    response = administrator.post(
        f"/staff/accounts/{account.username}/link?lang=en", data={"own_password": "any"}
    )

    assert "If you have none yet, set one first." in response.text


def test_an_account_is_disabled_and_enabled(app, office):
    account = make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(account)

    office.post(f"/staff/accounts/{account.username}/disable")
    disabled = browser.get("/staff/").status_code
    office.post(f"/staff/accounts/{account.username}/enable")

    assert disabled == 302
    assert account.disabled_at is None


def test_nobody_disables_themselves(office, boss):
    office.post(f"/staff/accounts/{boss.username}/disable?lang=en")

    page = office.get("/staff/accounts").text
    assert "Nobody changes the roles of their own account or disables it." in page
    assert boss.disabled_at is None


@pytest.mark.parametrize("page", ["", "/roles", "/link"])
def test_an_unknown_account_is_not_found(office, page):
    assert office.get(f"/staff/accounts/nobody{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "/new"])
def test_only_administrators_manage_accounts(designer, approver, page):
    for browser in (designer, approver):
        assert browser.get(f"/staff/accounts{page}").status_code == 403


def test_the_page_of_an_account_shows_what_can_be_done(office):
    account = make_account(Role.DESIGNER)

    page = office.get(f"/staff/accounts/{account.username}?lang=en").text

    for words in ("Issue a sign-in link", "Change the roles", "Disable the account"):
        assert words in page
