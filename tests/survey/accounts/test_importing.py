from io import BytesIO

import pytest

from survey.accounts import importing, service
from survey.accounts.models import Account, Role
from survey.audit.models import AuditEntry
from survey.database import session
from tests.factories import make_account, make_unit
from tests.survey.accounts.factories import PASSWORD, make_staff

HEADER = "username,name,roles,unit\n"


@pytest.fixture
def office(app):
    """A browser in which an administrator with a password is signed in."""
    return app.test_client().sign_in(make_staff(Role.ADMINISTRATOR))


def text(*lines):
    return HEADER + "\n".join(lines) + "\n"


def file(*lines):
    return {"file": (BytesIO(text(*lines).encode("utf-8")), "accounts.csv")}


def count():
    return session().query(Account).count()


def test_a_file_is_shown_and_then_added_with_a_link_for_each(office):
    make_unit(code="C1")
    lines = (
        "Lan.Nguyen,Nguyễn  Thị Lan,Người xem của cơ quan,C1",
        "minh,Lò Văn Minh,fieldwork_manager + clerk,",
    )
    before = count()
    page = office.post("/staff/accounts/import", data=file(*lines)).text
    assert "2 tài khoản mới" in page
    assert "Nguyễn Thị Lan" in page
    assert count() == before

    page = office.post(
        "/staff/accounts/import/add",
        data={"text": text(*lines), "own_password": PASSWORD},
    ).text
    assert page.count("/staff/link/") == 2
    lan, minh = (service.find_account(name) for name in ("lan.nguyen", "minh"))
    assert [(held.role, held.unit.code) for held in lan.roles] == [(Role.VIEWER, "C1")]
    assert {held.role for held in minh.roles} == {Role.FIELDWORK_MANAGER, Role.CLERK}
    acts = [entry.act for entry in session().query(AuditEntry)]
    assert acts.count("account.create") == 2


def test_without_the_own_password_nothing_is_added(office):
    before = count()
    response = office.post(
        "/staff/accounts/import/add",
        data={"text": text("minh,Lò Văn Minh,clerk,"), "own_password": "wrong"},
    )
    assert response.status_code == 422
    assert "Lò Văn Minh" in response.text  # nothing is lost
    assert count() == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("m,Lò Văn Minh,clerk,", "3 đến 32 ký tự"),
        ("minh,,clerk,", "họ và tên"),
        ("minh,Lò Văn Minh,,", "ít nhất một vai trò"),
        ("minh,Lò Văn Minh,giám đốc,", "không có vai trò “giám đốc”"),
        ("minh,Lò Văn Minh,designer+approver,", "phê duyệt"),
        ("minh,Lò Văn Minh,clerk,K9", "K9"),
        ("co.roi,Lò Văn Minh,clerk,", "co.roi"),
        ("minh,Lò Văn Minh,clerk,,thừa", "nhiều ô hơn"),
        ("trung,Một,clerk,\nTRUNG,Hai,clerk,", "có hai lần"),
    ],
)
def test_an_unsound_line_is_named_and_nothing_is_added(office, line, told):
    make_account(Role.VIEWER, username="co.roi")
    before = count()
    lines = ("tot,Vàng Thị Tốt,viewer,", line)
    response = office.post("/staff/accounts/import", data=file(*lines))
    assert response.status_code == 422
    assert "dòng " in response.text
    assert told in response.text
    office.post(
        "/staff/accounts/import/add",
        data={"text": text(*lines), "own_password": PASSWORD},
    )
    assert count() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "các cột phải là"),
        (HEADER.encode(), "không có tài khoản nào"),
        (text("a,b").encode("utf-16"), "UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused(app, content, told):
    assert told in importing.read(content).problems[0]


def test_a_file_is_not_endless(app):
    lines = (f"nguoi{n},Người {n},viewer," for n in range(importing.AT_MOST + 1))
    assert "300" in importing.read(text(*lines).encode()).problems[0]


def test_empty_lines_are_passed_over(app):
    reading = importing.read(text("minh,Lò Văn Minh,clerk,", ",,,", "").encode())
    assert len(reading.accounts) == 1
    assert reading.problems == []


def test_a_file_of_a_large_office_is_taken(office):
    long = "Nguyễn Thị Tên Rất Dài " * 4
    lines = [f"nguoi{n},{long},viewer," for n in range(300)]
    page = office.post(
        "/staff/accounts/import/add",
        data={"text": text(*lines), "own_password": PASSWORD},
    ).text
    assert page.count("/staff/link/") == 300
