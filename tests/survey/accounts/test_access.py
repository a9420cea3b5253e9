from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts import access, sessions
from survey.accounts.models import Role, StaffSession
from survey.database import session, transaction
from tests.factories import make_account, make_unit
from tests.survey.accounts.factories import set_clock


def seen_at():
    return session().scalars(select(StaffSession.seen_at)).one()


def test_staff_pages_ask_to_sign_in_and_come_back(client):
    response = client.get("/staff/jobs/?whose=own")

    assert response.status_code == 302
    assert response.location == "/staff/sign-in?next=/staff/jobs/?whose%3Down"


def test_a_post_of_nobody_is_refused(client):
    assert client.post("/staff/accounts/lan/disable").status_code == 401


@pytest.mark.parametrize("path", ["/staff/accounts", "/staff/audit/"])
def test_a_role_opens_only_its_own_doors(designer, path):
    assert designer.get(path).status_code == 403


def test_a_use_after_a_minute_is_written_down(app, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    browser = app.test_client().sign_in(make_account(Role.DESIGNER))

    set_clock(monkeypatch, start + timedelta(seconds=59))
    browser.get("/staff/")
    early = seen_at()
    set_clock(monkeypatch, start + timedelta(minutes=2))
    browser.get("/staff/")

    assert early == start
    assert seen_at() == start + timedelta(minutes=2)


def test_who_keeps_working_stays_signed_in(app, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    browser = app.test_client().sign_in(make_account(Role.DESIGNER))

    for minutes in (20, 40, 60):
        set_clock(monkeypatch, start + timedelta(minutes=minutes))
        assert browser.get("/staff/").status_code == 200

    set_clock(monkeypatch, start + timedelta(minutes=90))
    assert browser.get("/staff/").status_code == 302


def test_a_page_that_reloads_itself_keeps_nobody_signed_in(app, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    browser = app.test_client().sign_in(make_account(Role.DESIGNER))

    set_clock(monkeypatch, start + timedelta(minutes=20))
    browser.get("/staff/jobs/?watching=yes")

    assert seen_at() == start


def test_a_revoked_session_is_out_at_the_next_click(app):
    account = make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(account)
    cookie = browser.get_cookie(sessions.COOKIE)

    sessions.close_session(cookie.value)
    session().commit()

    assert browser.get("/staff/").status_code == 302


@pytest.mark.parametrize("tls", [True, False])
def test_the_cookie_is_kept_from_scripts_and_other_sites(app, monkeypatch, tls):
    monkeypatch.setitem(app.config, "TLS", tls)
    response = app.response_class()

    access.give_cookie(response, "secret")

    name = "__Host-staff" if tls else "staff"
    wanted = f"{name}=secret; {'Secure; ' if tls else ''}HttpOnly; Path=/; SameSite=Lax"
    assert response.headers["Set-Cookie"] == wanted


def test_every_door_says_for_whom_it_is():
    @access.role_required(Role.DESIGNER, Role.APPROVER)
    def view():
        return ""

    assert view.access == "designer|approver"


def test_a_role_for_a_unit_does_not_open_what_is_for_the_whole_installation(app):
    account = make_account(Role.DESIGNER)
    unit = make_unit()

    @access.role_required(Role.DESIGNER, everywhere=True)
    def view():
        return "open"

    assert view.admits(account)
    with transaction():
        account.roles[0].unit_id = unit.id
    assert not view.admits(account)


def test_links_are_shown_only_to_doors_that_open(app, designer, approver):
    assert "/staff/codes/" in designer.get("/staff/").text
    assert "/staff/codes/" not in approver.get("/staff/").text
