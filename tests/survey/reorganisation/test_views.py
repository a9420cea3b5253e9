from datetime import timedelta
from io import BytesIO

import pytest

from survey import clock
from survey.accounts.models import DUTIES, AccountRole, Role
from survey.agencies.models import UnitKind
from survey.agencies.service import find_unit
from survey.audit.models import AuditEntry
from survey.database import session
from tests.factories import make_account, make_unit, make_wave
from tests.survey.accounts.factories import make_staff

HEADER = "code,name,kind,parent,valid_from,valid_to\n"


@pytest.fixture
def province(app):
    return make_unit(code="12", name="Tỉnh Thử", kind=UnitKind.PROVINCE)


@pytest.fixture
def commune(province):
    return make_unit(code="C1", name="Xã Nậm Thử", parent_id=province.id)


@pytest.fixture
def office(app, commune):
    """A browser in which an administrator is signed in."""
    return app.test_client().sign_in(make_staff(Role.ADMINISTRATOR))


def file(*lines):
    content = (HEADER + "\n".join(lines) + "\n").encode("utf-8")
    return {"file": (BytesIO(content), "units.csv")}


def test_one_walks_down_the_tree(office):
    assert "Tỉnh Thử" in office.get("/staff/units/").text
    page = office.get("/staff/units/12").text
    assert "/staff/units/C1" in page
    assert "Xã, phường, đặc khu" in page


def test_units_are_found_without_marks(office):
    page = office.get("/staff/units/?q=nam+thu").text
    assert "Xã Nậm Thử" in page
    assert "Không có đơn vị" in office.get("/staff/units/?q=xyz").text


def test_without_units_the_page_says_what_to_do(app):
    office = app.test_client().sign_in(make_staff(Role.ADMINISTRATOR))
    assert "Chưa có đơn vị nào" in office.get("/staff/units/").text


def test_who_is_responsible_for_a_unit_sees_no_other(app, province, commune):
    other = make_unit(code="C2", name="Xã Khác", parent_id=province.id)
    held = AccountRole(
        role=Role.DESIGNER, duty=DUTIES.get(Role.DESIGNER), unit_id=commune.id
    )
    client = app.test_client().sign_in(make_account(roles=[held]))

    assert "Xã Nậm Thử" in client.get("/staff/units/").text
    assert client.get(f"/staff/units/{other.code}").status_code == 404
    assert "Tỉnh Thử" not in client.get("/staff/units/C1").text
    assert "Xã Khác" not in client.get("/staff/units/units.csv").text


def test_a_unit_is_written_down(office):
    response = office.post(
        "/staff/units/new",
        data={
            "code": "C3",
            "name": "Phường Mới",
            "kind": "commune",
            "parent": "12",
            "valid_from": "2026-07-01",
        },
    )
    assert response.location == "/staff/units/C3"
    assert find_unit("C3").parent.code == "12"
    last = session().query(AuditEntry).order_by(AuditEntry.seq.desc()).first()
    assert last.act == "unit.add"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"code": "C1"}, "Đơn vị khác đã có mã này"),
        ({"code": "Xã"}, "chữ không dấu"),
        ({"parent": "K9"}, "“K9”"),
        ({"name": ""}, "tên đầy đủ"),
        ({"valid_from": "mai"}, "không phải là ngày"),
        ({"kind": "thôn"}, "danh sách"),
    ],
)
def test_an_unsound_unit_is_refused_with_what_was_typed(office, values, told):
    usual = {"code": "C9", "name": "Phường Lạ", "kind": "commune", "parent": "12"}
    data = usual | {"valid_from": "2026-07-01"} | values
    response = office.post("/staff/units/new", data=data)
    assert response.status_code == 422
    assert told in response.text
    assert find_unit("C9") is None
    assert data["code"] in response.text


def test_a_unit_is_renamed(office, commune):
    response = office.post(
        "/staff/units/C1/rename",
        data={"name": "Phường Nậm Thử", "from_day": clock.today().isoformat()},
        follow_redirects=True,
    )
    assert "Phường Nậm Thử" in response.text
    assert "Xã Nậm Thử" in response.text  # what was before


def test_a_unit_is_moved(office, commune):
    make_unit(code="13", name="Tỉnh Mới", kind=UnitKind.PROVINCE)
    office.post(
        "/staff/units/C1/move",
        data={"parent": "13", "from_day": clock.today().isoformat()},
    )
    assert find_unit("C1").parent.code == "13"


def test_the_end_is_shown_before_it_is_done(office, commune):
    make_unit(code="C2", name="Xã Thừa Kế")
    data = {"last_day": clock.today().isoformat(), "successors": "C2"}

    page = office.post("/staff/units/C1/end", data=data).text
    assert "Xã Thừa Kế" in page
    assert find_unit("C1").valid_to is None

    page = office.post(
        "/staff/units/C1/end", data=data | {"confirmed": "yes"}, follow_redirects=True
    ).text
    assert find_unit("C1").valid_to == clock.today()
    assert "Xã Thừa Kế" in page


def test_a_unit_whose_wave_runs_is_not_ended(office, commune):
    make_wave(commune, name="Đợt chạy", closes_on=clock.today() + timedelta(days=9))
    data = {"last_day": clock.today().isoformat(), "confirmed": "yes"}
    response = office.post("/staff/units/C1/end", data=data)
    assert response.status_code == 422
    assert "Đợt chạy" in response.text
    assert find_unit("C1").valid_to is None


def test_a_file_is_shown_before_anything_is_added(office):
    lines = (
        "12,Tỉnh Thử,province,,2025-07-01,",
        "C1,Xã Tên Khác,commune,12,2025-07-01,",
        "C7,Xã Bảy,commune,12,2025-07-01,",
    )
    page = office.post("/staff/units/import", data=file(*lines)).text
    assert "1 đơn vị mới" in page
    assert "C1 – Xã Tên Khác" in page
    assert find_unit("C7") is None

    office.post("/staff/units/import/add", data={"text": HEADER + "\n".join(lines)})
    assert find_unit("C7").name == "Xã Bảy"
    assert find_unit("C1").name == "Xã Nậm Thử"


def test_an_unsound_file_adds_nothing_and_says_where(office):
    lines = ("C7,Xã Bảy,commune,12,2025-07-01,", "C8,,commune,12,2025-07-01,")
    response = office.post("/staff/units/import", data=file(*lines))
    assert response.status_code == 422
    assert "dòng 3" in response.text
    office.post("/staff/units/import/add", data={"text": HEADER + "\n".join(lines)})
    assert find_unit("C7") is None


def test_the_downloaded_file_reads_back_as_the_same(office):
    content = office.get("/staff/units/units.csv").data
    data = {"file": (BytesIO(content), "units.csv")}
    page = office.post("/staff/units/import", data=data).text
    assert "0 đơn vị mới" in page
    assert "2 đơn vị" in page


def test_a_file_of_a_whole_country_is_taken(office):
    lines = [
        f"K{n},Xã Số {n} Mường Đồng Đăng,commune,12,2025-07-01," for n in range(3400)
    ]
    page = office.post("/staff/units/import", data=file(*lines)).text
    assert "3400 đơn vị mới" in page
    office.post("/staff/units/import/add", data={"text": HEADER + "\n".join(lines)})
    assert find_unit("K3399").name == "Xã Số 3399 Mường Đồng Đăng"


def test_a_file_that_is_too_large_is_refused_in_words(office):
    response = office.post("/staff/units/import", data=file("x" * 300_000))
    assert response.status_code == 422
    assert "256 KB" in response.text
