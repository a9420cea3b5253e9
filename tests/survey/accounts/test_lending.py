from datetime import timedelta

import pytest

from survey import clock
from survey.accounts import service
from survey.accounts.models import Role
from survey.accounts.roles import OFFICES, position
from survey.accounts.rules import check_roles
from tests.factories import make_account, make_unit
from tests.survey.accounts.factories import PASSWORD, make_staff

UNTIL = (clock.today() + timedelta(days=7)).isoformat()


@pytest.fixture
def office(app):
    """A browser of an administrator, in English."""
    browser = app.test_client().sign_in(make_staff(Role.ADMINISTRATOR))
    browser.set_cookie("lang", "en")
    return browser


@pytest.mark.parametrize("size", OFFICES)
def test_no_position_of_an_office_undoes_a_duty(size):
    given = [role for roles in OFFICES[size] for role in roles]

    for roles in OFFICES[size]:
        check_roles(roles)
    assert {Role.ADMINISTRATOR, Role.DESIGNER, Role.APPROVER} <= set(given)
    assert len(given) == len(set(given))


@pytest.mark.parametrize("chosen", ["", "3", "3-0", "3-4", "4-1", "x-y", "3-²"])
def test_what_is_no_position_ticks_nothing(chosen):
    assert position(chosen) == ()


def test_a_position_ticks_its_boxes(office):
    page = office.get("/staff/accounts/new?position=3-2").text

    assert page.count(" checked") == len(OFFICES[3][1])


def test_roles_are_given_for_a_unit(office):
    unit = make_unit(code="04123", name="Xã Thử")
    sent = {"username": "lan", "name": "Lan", "viewer": "y", "own_password": PASSWORD}

    wrong = office.post("/staff/accounts/new", data=sent | {"unit": "99"})
    assert "There is no unit with the code 99." in wrong.text
    assert service.find_account("lan") is None

    office.post("/staff/accounts/new", data=sent | {"unit": " 04123 "})
    assert service.find_account("lan").roles[0].unit_id == unit.id
    assert "Xã Thử" in office.get("/staff/accounts").text
    assert 'value="04123"' in office.get("/staff/accounts/lan/roles").text


def test_a_role_is_lent_and_taken_back(app):
    lender, to = make_staff(Role.APPROVER), make_account(Role.VIEWER)
    browser = app.test_client().sign_in(lender)
    browser.set_cookie("lang", "en")
    sent = {
        "role": "approver",
        "to": to.username,
        "starts_on": clock.today().isoformat(),
        "ends_on": UNTIL,
    }

    assert browser.post("/staff/account/lend", data=sent).location.endswith("/lend")
    page = browser.get("/staff/account/lend").text
    assert to.name in page
    assert "lent," in app.test_client().sign_in(to).get("/staff/account?lang=en").text

    browser.post(f"/staff/account/lend/{to.username}/approver/back")
    assert "Lent now" not in browser.get("/staff/account/lend").text


def test_a_loan_that_is_refused_says_why_and_keeps_what_was_typed(app):
    lender, designer = make_staff(Role.APPROVER), make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(lender)
    browser.set_cookie("lang", "en")
    sent = {
        "role": "approver",
        "to": designer.username,
        "starts_on": clock.today().isoformat(),
        "ends_on": UNTIL,
    }

    response = browser.post("/staff/account/lend", data=sent)

    assert response.status_code == 422
    assert "cannot both design and approve" in response.text
    assert UNTIL in response.text


def test_who_holds_nothing_to_lend_reads_so(office):
    assert "nothing you could lend" in office.get("/staff/account/lend").text


def test_handing_over_ends_with_minutes_to_sign(office):
    leaver, to = make_account(Role.DESIGNER), make_account(Role.VIEWER)
    path = f"/staff/accounts/{leaver.username}/hand-over"

    refused = office.post(path, data={"to": to.username, "own_password": "guess"})
    assert refused.status_code == 422
    assert office.get(f"{path}/minutes").status_code == 404

    done = office.post(path, data={"to": to.username, "own_password": PASSWORD})

    page = office.get(done.location).text
    assert leaver.name in page
    assert to.name in page
    assert "Survey designer" in page
