from datetime import date

import pytest
from sqlalchemy import select

from survey import clock
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.kiosks import service
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import KioskState
from survey.responses.models import Quarantined, QuarantineReason
from tests.factories import make_unit, make_wave, store
from tests.survey.kiosks.factories import PIN, Tablet, make_kiosk, make_tablet

FIELDS = {"name": "Quầy 4", "counters": "4", "idle_seconds": "45", "pin": PIN}


def acts():
    return list(session().scalars(select(AuditEntry.act).order_by(AuditEntry.seq)))


def test_an_administrator_finds_the_office_and_sets_a_kiosk_up(administrator):
    unit = make_unit(name="Xã Mường Tè")

    found = administrator.get("/staff/kiosks/new?q=muong+te").text
    made = administrator.post(f"/staff/kiosks/new/{unit.code}", data=FIELDS)

    kiosk = session().scalar(select(Kiosk))
    assert f"/staff/kiosks/new/{unit.code}" in found
    assert made.location == f"/staff/kiosks/{kiosk.id}"
    assert (kiosk.unit_id, kiosk.name, kiosk.counters) == (unit.id, "Quầy 4", "4")
    assert acts() == ["kiosk.create"]
    assert PIN.encode() not in kiosk.pin_hash


def test_offices_that_are_gone_are_not_offered(administrator):
    make_unit(name="Xã Cũ", valid_to=date(2026, 1, 1))
    make_unit(name="Nơi khác", kind="other")

    assert "Xã Cũ" not in administrator.get("/staff/kiosks/new?q=cũ").text
    assert "Nơi khác" not in administrator.get("/staff/kiosks/new?q=nơi").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"counters": "một"},
        {"idle_seconds": "14"},
        {"idle_seconds": "181"},
        {"idle_seconds": ""},
        {"pin": "123456"},
        {"pin": ""},
    ],
    ids=str,
)
def test_what_cannot_be_set_up_is_asked_for_again(administrator, wrong):
    unit = make_unit()

    answer = administrator.post(f"/staff/kiosks/new/{unit.code}", data=FIELDS | wrong)

    assert answer.status_code == 422
    assert session().scalar(select(Kiosk)) is None


def test_a_code_is_shown_once_and_makes_a_tablet_the_kiosk(administrator, client):
    kiosk = make_kiosk()

    page = administrator.post(f"/staff/kiosks/{kiosk.id}/code").text
    code = page.split('kiosk-code">')[1].split("</p>")[0]
    code = code.replace('<span aria-hidden="true"> </span>', "")

    assert Tablet(client).enrol(code).status_code == 201
    assert code[:4] not in administrator.get(f"/staff/kiosks/{kiosk.id}").text


def test_the_code_page_says_where_to_go(administrator, app, monkeypatch):
    kiosk = make_kiosk()
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://hailong.example")

    page = administrator.post(f"/staff/kiosks/{kiosk.id}/code").text

    assert "https://hailong.example/kiosk/" in page
    assert "data:image/svg+xml" in page


@pytest.mark.parametrize(
    ("url", "warned"),
    [("http://10.0.0.5:8000", "https"), ("http://localhost:8000", "very computer")],
)
def test_an_address_where_no_kiosk_can_work_is_not_recommended(
    administrator, app, monkeypatch, url, warned
):
    kiosk = make_kiosk()
    monkeypatch.setitem(app.config, "PUBLIC_URL", url)

    page = administrator.post(f"/staff/kiosks/{kiosk.id}/code?lang=en").text

    assert warned in page
    assert "data:image/svg+xml" not in page


def test_a_kiosk_with_a_tablet_gets_no_code(administrator, client):
    kiosk = make_kiosk()
    make_tablet(client, kiosk)

    answer = administrator.post(f"/staff/kiosks/{kiosk.id}/code")

    assert answer.location == f"/staff/kiosks/{kiosk.id}"


def test_settings_are_changed_and_the_pin_stays_where_none_is_given(administrator):
    kiosk = make_kiosk()
    before = kiosk.pin_hash

    administrator.post(
        f"/staff/kiosks/{kiosk.id}/settings", data=FIELDS | {"pin": "", "name": "Mới"}
    )

    assert kiosk.name == "Mới"
    assert kiosk.idle_seconds == 45
    assert kiosk.pin_hash == before


def test_another_pin_gets_other_salt(administrator):
    kiosk = make_kiosk()
    before = (kiosk.pin_salt, kiosk.pin_hash)

    administrator.post(f"/staff/kiosks/{kiosk.id}/settings", data=FIELDS)

    assert kiosk.pin_salt != before[0]
    assert kiosk.pin_hash != before[1]


def test_revoking_asks_once_more_and_is_recorded(administrator, client):
    kiosk = make_kiosk()
    make_tablet(client, kiosk)

    asked = administrator.get(f"/staff/kiosks/{kiosk.id}/revoke")
    still = kiosk.revoked_at
    done = administrator.post(f"/staff/kiosks/{kiosk.id}/revoke")

    assert asked.status_code == 200
    assert still is None
    assert done.location == f"/staff/kiosks/{kiosk.id}"
    assert kiosk.revoked_at is not None
    assert acts()[-1] == "kiosk.revoke"


def test_revoking_twice_changes_nothing_more(administrator):
    kiosk = make_kiosk()
    administrator.post(f"/staff/kiosks/{kiosk.id}/revoke")
    first = kiosk.revoked_at

    administrator.post(f"/staff/kiosks/{kiosk.id}/revoke")

    assert kiosk.revoked_at == first
    assert acts().count("kiosk.revoke") == 1


def test_a_revoked_kiosk_is_followed_by_one_like_it(administrator):
    kiosk = make_kiosk(counters="4,5", idle_seconds=90, name="Cửa sau")
    administrator.post(f"/staff/kiosks/{kiosk.id}/revoke")

    page = administrator.get(f"/staff/kiosks/{kiosk.id}").text
    way = f"/staff/kiosks/new/{kiosk.unit.code}?like={kiosk.id}"
    form = administrator.get(way).text

    assert way in page
    assert 'value="Cửa sau"' in form
    assert 'value="4, 5"' in form
    assert administrator.post(f"/staff/kiosks/{kiosk.id}/settings", data=FIELDS).text


def test_the_list_groups_by_office_and_filters_by_state(administrator, client):
    with clock.at(date(2026, 11, 2), hour=8):
        make_tablet(client, make_kiosk(make_unit(name="Xã Im"), name="Máy im"))
        make_kiosk(make_unit(name="Xã Mới"), name="Máy mới")
        gone = make_kiosk(make_unit(name="Xã Thôi"), name="Máy thôi")
        with transaction():
            service.revoke_kiosk(gone, by="account:test")
    with clock.at(date(2026, 11, 2), hour=9):
        pages = {
            state: administrator.get(f"/staff/kiosks/?state={state}").text
            for state in ("", "silent", "waiting", "working", "revoked", "strange")
        }

    shown = {
        state: {name for name in ("Máy im", "Máy mới", "Máy thôi") if name in page}
        for state, page in pages.items()
    }
    assert shown[""] == shown["strange"] == {"Máy im", "Máy mới"}
    assert shown["silent"] == {"Máy im"}
    assert shown["waiting"] == {"Máy mới"}
    assert shown["working"] == set()
    assert shown["revoked"] == {"Máy thôi"}


def test_the_list_says_what_to_do_when_there_is_none(administrator):
    page = administrator.get("/staff/kiosks/?lang=en").text

    assert "There is no kiosk yet." in page
    assert "/staff/kiosks/new" in page


def test_what_a_heartbeat_said_is_told_in_words(administrator, client):
    kiosk = make_kiosk()
    tablet = make_tablet(client, kiosk)
    here = clock.local(clock.now())
    tablet.beat(
        at=here.replace(year=here.year - 10),
        queued=12,
        oldest_day="2026-10-30",
        storage_kept=False,
    )

    page = administrator.get(f"/staff/kiosks/{kiosk.id}?lang=en").text
    listed = administrator.get("/staff/kiosks/?lang=en").text

    for words in ("clock 10 years slow", "may be cleared", "30 October 2026"):
        assert words in page
        assert words in listed
    assert "notice--error" in page


def test_answers_that_wait_for_a_decision_are_linked(administrator):
    wave = make_wave()
    kiosk = make_kiosk(wave.units[0])
    way = 'href="/staff/quarantine/">'
    before = administrator.get(f"/staff/kiosks/{kiosk.id}?lang=en").text
    store(
        Quarantined(
            uuid_tag=b"1",
            kiosk_id=kiosk.id,
            wave_id=wave.id,
            unit_id=kiosk.unit_id,
            reason=QuarantineReason.CLOCK,
            sealed=b"sealed",
            arrived_on=date(2026, 11, 2),
        )
    )

    after = administrator.get(f"/staff/kiosks/{kiosk.id}?lang=en").text

    assert "1 rating of this kiosk" in after
    assert after.count(way) == before.count(way) + 1


def test_a_designer_looks_and_changes_nothing(designer):
    kiosk = make_kiosk()
    at = f"/staff/kiosks/{kiosk.id}"

    page = designer.get(at)

    assert designer.get("/staff/kiosks/").status_code == 200
    assert page.status_code == 200
    assert f"{at}/revoke" not in page.text
    for path in ("/code", "/revoke", "/settings"):
        assert designer.post(at + path, data=FIELDS).status_code == 403
    assert designer.get("/staff/kiosks/new").status_code == 403
    assert kiosk.revoked_at is None


def test_an_approver_has_nothing_to_do_with_kiosks(approver):
    assert approver.get("/staff/kiosks/").status_code == 403


def test_an_unknown_kiosk_is_not_found(administrator):
    assert administrator.get("/staff/kiosks/7").status_code == 404
    assert administrator.get("/staff/kiosks/new/khong").status_code == 404


def test_silent_kiosks_are_counted_on_the_way_there(administrator, client):
    with clock.at(date(2026, 11, 2), hour=8):
        make_tablet(client, make_kiosk())
        make_tablet(client, make_kiosk())
        make_kiosk()
        quiet = service.count_silent()
    with clock.at(date(2026, 11, 2), hour=9):
        assert service.count_silent() == 2
        assert service.list_kiosks(KioskState.SILENT)[0].state is KioskState.SILENT

    assert quiet == 0
