import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts import factors
from survey.accounts.errors import CodeUsedBefore, CodeWrong
from survey.accounts.factor_models import SecondFactor, SheetCode
from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from tests.factories import make_account
from tests.survey.accounts.factories import (
    PASSWORD,
    SHEET,
    make_link,
    make_staff,
    set_clock,
    sign_in,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(clock.now())


def give_app(account, secret: str = SECRET) -> None:
    with transaction():
        factors.take_app(account, secret, code_now(secret))


def send_password(browser, account):
    return browser.post(
        "/staff/sign-in?lang=en",
        data={"username": account.username, "password": PASSWORD},
    )


def send_code(browser, code: str):
    return browser.post("/staff/second-factor?lang=en", data={"code": code})


def is_signed_in(browser) -> bool:
    return browser.get("/staff/").status_code == 200


def test_the_password_alone_opens_nothing(client):
    account = make_staff(Role.ADMINISTRATOR)

    response = send_password(client, account)

    assert response.location == "/staff/second-factor?next=/staff/"
    assert client.get("/staff/accounts").location.startswith("/staff/second-factor")
    assert client.post(f"/staff/accounts/{account.username}/enable").status_code == 401


def test_without_a_password_there_is_no_second_step(client):
    assert client.get("/staff/second-factor").location == "/staff/sign-in"
    assert client.get("/staff/second-factor/new").location == "/staff/sign-in"
    assert client.post("/staff/second-factor/sheet").location == "/staff/sign-in"


def test_the_code_of_the_app_signs_in(client, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    account = make_staff(Role.DESIGNER)
    give_app(account)
    set_clock(monkeypatch, start + timedelta(minutes=2))

    send_password(client, account)
    response = send_code(client, f"{code_now()[:3]} {code_now()[3:]}")

    assert response.location == "/staff/"
    assert is_signed_in(client)


def test_no_code_of_an_app_counts_twice(app, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    account = make_staff(Role.DESIGNER)
    give_app(account)
    set_clock(monkeypatch, start + timedelta(minutes=2))
    code = code_now()
    with transaction():
        factors.check(account, code)

    with pytest.raises(CodeUsedBefore), transaction():
        factors.check(account, code)


@pytest.mark.parametrize(("seconds", "counts"), [(-29, True), (31, True), (-95, False)])
def test_a_clock_may_be_half_a_minute_wrong(app, monkeypatch, seconds, counts):
    start = clock.now().replace(second=0, microsecond=0)
    set_clock(monkeypatch, start)
    account = make_staff(Role.DESIGNER)
    give_app(account)
    now = start + timedelta(minutes=5)
    code = pyotp.TOTP(SECRET).at(now + timedelta(seconds=seconds))
    set_clock(monkeypatch, now)

    if counts:
        factors.check(account, code)
    else:
        with pytest.raises(CodeWrong):
            factors.check(account, code)


def test_the_sheet_asks_for_its_codes_one_after_the_other(client):
    account = make_staff(Role.DESIGNER)
    send_password(client, account)
    assert "code number 1." in client.get("/staff/second-factor?lang=en").text

    assert send_code(client, "abcd-efgh").location == "/staff/"

    client.post("/staff/sign-out")
    send_password(client, account)
    assert "code number 2." in client.get("/staff/second-factor?lang=en").text


def test_a_wrong_code_says_what_to_look_at(client):
    account = make_staff(Role.DESIGNER)
    send_password(client, account)

    response = send_code(client, "ZZZZZZZZ")

    assert response.status_code == 422
    assert "not the right code" in response.text
    assert not is_signed_in(client)


def test_after_five_wrong_codes_even_the_right_one_waits(client, monkeypatch):
    start = clock.now()
    set_clock(monkeypatch, start)
    account = make_staff(Role.DESIGNER)
    send_password(client, account)
    for _ in range(5):
        send_code(client, "ZZZZZZZZ")

    assert send_code(client, SHEET).status_code == 429

    set_clock(monkeypatch, start + timedelta(minutes=16))
    assert sign_in(client, account).location == "/staff/"


def test_who_guesses_from_elsewhere_does_not_keep_the_holder_out(app, client):
    account = make_staff(Role.DESIGNER)
    attacker = app.test_client()
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    for _ in range(30):
        attacker.post(
            "/staff/sign-in",
            data={"username": account.username, "password": "guess"},
            environ_overrides=elsewhere,
        )

    assert sign_in(client, account).location == "/staff/"


def test_a_first_sign_in_sets_up_an_app(client, monkeypatch):
    account = make_account(Role.ADMINISTRATOR)
    client.post(f"/staff/link/{make_link(account)}")
    page = client.get("/staff/second-factor/new?lang=en").text
    secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert len(secret) == 32

    wrong = client.post("/staff/second-factor/new", data={"code": "000000"})
    right = client.post("/staff/second-factor/new", data={"code": code_now(secret)})

    assert wrong.status_code == 422
    assert right.location == "/staff/account"
    stored = session().get(SecondFactor, account.id)
    assert secret.encode() not in stored.sealed_secret


def test_who_has_no_phone_gets_a_sheet_once(client):
    account = make_account(Role.ADMINISTRATOR)
    client.post(f"/staff/link/{make_link(account)}")

    page = client.post("/staff/second-factor/sheet").text
    codes = re.findall(r"<b>([A-Z2-7]{4}-[A-Z2-7]{4})</b>", page)

    assert len(set(codes)) == 40
    again = client.post("/staff/second-factor/sheet")
    assert again.location == "/staff/second-factor"
    assert send_code(client, codes[0]).location == "/staff/account"


def test_another_administrator_prints_the_next_sheet(app, client):
    boss, account = make_staff(Role.ADMINISTRATOR), make_staff(Role.DESIGNER)
    office = app.test_client().sign_in(boss)
    browser = app.test_client().sign_in(account)
    path = f"/staff/accounts/{account.username}/second-factor"

    page = office.post(path, data={"own_password": PASSWORD, "sheet": "1"}).text

    codes = re.findall(r"<b>([A-Z2-7]{4}-[A-Z2-7]{4})</b>", page)
    assert len(codes) == 40
    assert not is_signed_in(browser)
    send_password(client, account)
    assert send_code(client, SHEET).status_code == 422
    assert send_code(client, codes[0]).location == "/staff/"


def test_nobody_prints_a_sheet_for_themselves(app):
    boss = make_staff(Role.ADMINISTRATOR)
    office = app.test_client().sign_in(boss)
    path = f"/staff/accounts/{boss.username}/second-factor?lang=en"

    page = office.post(path, data={"own_password": PASSWORD, "sheet": "1"}).text

    assert "Ask another administrator." in page
    assert "<b>" not in page


def test_a_lost_phone_is_forgotten_and_set_up_anew(app, client):
    boss, account = make_staff(Role.ADMINISTRATOR), make_staff(Role.DESIGNER)
    office = app.test_client().sign_in(boss)
    path = f"/staff/accounts/{account.username}/second-factor"

    response = office.post(path, data={"own_password": PASSWORD, "forget": "1"})

    assert response.location == f"/staff/accounts/{account.username}"
    send_password(client, account)
    assert client.get("/staff/second-factor").location == "/staff/second-factor/new"
    acts = session().scalars(select(AuditEntry.act)).all()
    assert "factor.forget" in acts


def test_few_codes_left_are_told(client):
    client.set_cookie("lang", "en")
    account = make_staff(Role.DESIGNER)
    with transaction():
        for code in session().scalars(select(SheetCode).where(SheetCode.number <= 32)):
            code.used_at = clock.now()

    sign_in(client, account)

    assert "7 codes are left on your sheet." in client.get("/staff/?lang=en").text


def test_without_any_code_left_the_page_says_whom_to_ask(client):
    account = make_staff(Role.DESIGNER)
    with transaction():
        for code in session().scalars(select(SheetCode)):
            code.used_at = clock.now()

    send_password(client, account)

    page = client.get("/staff/second-factor?lang=en").text
    assert "All codes of your sheet are used." in page


def test_the_second_step_gives_the_browser_another_session(client):
    account = make_staff(Role.DESIGNER)
    send_password(client, account)
    before = client.get_cookie("staff").value

    send_code(client, SHEET)

    assert client.get_cookie("staff").value != before
    client.set_cookie("staff", before)
    assert not is_signed_in(client)


def test_codes_are_counted_wherever_they_are_tried_from(app, client):
    account = make_staff(Role.DESIGNER)
    for place in range(5):
        thief = app.test_client()
        send_password(thief, account)
        thief.post(
            "/staff/second-factor",
            data={"code": "ZZZZZZZZ"},
            environ_overrides={"REMOTE_ADDR": f"203.0.113.{place}"},
        )
    send_password(client, account)

    assert send_code(client, "ZZZZZZZZ").status_code == 429
