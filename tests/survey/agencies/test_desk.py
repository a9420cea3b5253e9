import pytest

from survey.agencies.desk import (
    codes_with_desk,
    complaint_channel,
    desk_email,
    list_desks,
    set_desk,
)
from survey.audit.service import list_entries
from survey.contacts import NotReachable
from survey.database import session, transaction
from tests.factories import make_unit

CHANNEL = "Thanh tra tỉnh, số 1 đường Lê Duẩn, điện thoại 0213 3876 543."


def write(unit, email="Desk@Example.vn", complaints=CHANNEL) -> None:
    session().rollback()
    with transaction():
        set_desk(unit, email=email, complaint_channel=complaints, by="command:test")


def test_a_unit_without_a_desk_offers_nothing(app):
    unit = make_unit()

    assert desk_email(unit) is None
    assert complaint_channel(unit) is None


def test_a_desk_is_written_down_and_taken_away_again(app):
    unit = make_unit()

    write(unit)
    written = (desk_email(unit), complaint_channel(unit), codes_with_desk())
    write(unit, email=" ", complaints="  ")

    assert written == ("desk@example.vn", CHANNEL, {unit.code})
    assert (desk_email(unit), complaint_channel(unit)) == (None, None)
    assert codes_with_desk() == set()


def test_what_is_no_address_is_not_written_down(app):
    unit = make_unit()

    with pytest.raises(NotReachable):
        write(unit, email="desk@example.vn, other@example.vn")

    assert desk_email(unit) is None


def test_the_audit_log_says_that_a_desk_was_set_and_not_its_address(app):
    write(make_unit())

    (entry,) = list_entries(limit=1)
    assert entry.act == "desk.set"
    assert "example" not in entry.detail


def test_units_are_found_by_name_without_marks_and_by_code(app):
    unit = make_unit(code="03500", name="Xã Mường Than")
    make_unit(name="Xã Tà Tổng")

    found = [row.unit.code for row in list_desks("muong than")]

    assert found == ["03500"]
    assert [row.unit.name for row in list_desks("03500")] == ["Xã Mường Than"]
    assert list_desks() == []
    write(unit)
    assert [row.desk.email for row in list_desks()] == ["desk@example.vn"]


def test_staff_write_a_desk_down(app, designer):
    make_unit(code="03500", name="Xã Mường Than")

    empty = designer.get("/staff/desks/?lang=en").text
    refused = designer.post("/staff/desks/03500", data={"email": "desk"})
    done = designer.post(
        "/staff/desks/03500",
        data={"email": "desk@example.vn", "complaint_channel": CHANNEL},
    )

    assert "No unit has a desk yet." in empty
    assert refused.status_code == 422
    assert done.status_code == 302
    page = designer.get("/staff/desks/").text
    assert "desk@example.vn" in page
    assert CHANNEL in page
    assert "desk@example.vn" in designer.get("/staff/desks/03500").text


def test_a_unit_that_is_not_there_has_no_desk(app, designer):
    assert designer.get("/staff/desks/99999").status_code == 404
    assert "No unit has this name" in designer.get("/staff/desks/?q=xyz&lang=en").text


def test_a_command_writes_a_desk_down(app, cli):
    unit = make_unit(code="03500")
    arguments = ["agencies", "desk", "03500", "--email"]

    done = cli.invoke(args=[*arguments, "desk@example.vn"])
    refused = cli.invoke(args=[*arguments, "desk"])
    unknown = cli.invoke(args=["agencies", "desk", "1"])

    assert done.exit_code == 0
    session().rollback()
    assert desk_email(unit) == "desk@example.vn"
    assert (refused.exit_code, unknown.exit_code) == (1, 1)
