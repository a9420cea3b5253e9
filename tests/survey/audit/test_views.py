from survey.audit import service, views
from survey.audit.models import AuditEntry
from survey.database import session, transaction


def write(count):
    for number in range(1, count + 1):
        with transaction():
            service.record("command:test", "unit.load", f"unit:{number}", added=number)


def test_the_newest_acts_are_shown_and_the_chain_holds(administrator):
    write(2)

    page = administrator.get("/staff/audit/?lang=en").text

    assert page.index("unit:2") < page.index("unit:1")
    assert "All 2 entries fit the chain." in page
    assert service.find_end().hash in page


def test_a_break_is_named(administrator):
    write(1)
    with transaction():
        session().add(
            AuditEntry(
                seq=2,
                at=service.find_end().at,
                actor="account:x",
                act="publication.approve",
                subject="publication:1",
                detail="{}",
                previous_hash=service.find_end().hash,
                hash="f" * 64,
            )
        )

    page = administrator.get("/staff/audit/?lang=en").text

    assert "The chain breaks at entry 2" in page
    assert "fit the chain" not in page


def test_an_empty_log_says_so(administrator):
    assert "Nothing was logged yet." in administrator.get("/staff/audit/?lang=en").text


def test_older_entries_are_a_page_away(administrator, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    write(3)

    first = administrator.get("/staff/audit/?lang=en").text
    second = administrator.get("/staff/audit/?before=2&lang=en").text

    assert "/staff/audit/?before=2" in first
    assert "unit:1" in second
    assert "Older entries" not in second


def test_a_page_number_that_is_none_is_ignored(administrator):
    assert administrator.get("/staff/audit/?before=x").status_code == 200


def test_only_administrators_read_the_log(designer, approver, client):
    assert designer.get("/staff/audit/").status_code == 403
    assert approver.get("/staff/audit/").status_code == 403
    assert client.get("/staff/audit/").status_code == 302
