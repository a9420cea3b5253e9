from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.kiosks import devices, enrolment, service
from survey.kiosks.errors import KioskEnrolled, KioskRevoked
from survey.kiosks.models import KioskEnrolment
from tests.survey.accounts.factories import set_clock
from tests.survey.kiosks.factories import (
    Tablet,
    base64url,
    make_code,
    make_kiosk,
    make_tablet,
)


def test_a_tablet_becomes_the_kiosk_of_its_code(client):
    kiosk = make_kiosk(counters="1, 2", idle_seconds=90)
    tablet = Tablet(client)

    response = tablet.enrol(make_code(kiosk))

    assert response.status_code == 201
    assert response.json["device"] == kiosk.device == tablet.device
    assert response.json["settings"]["counters"] == [1, 2]
    assert response.json["settings"]["idle_seconds"] == 90
    assert kiosk.enrolled_at is not None
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("typed", [str.lower, lambda c: f" {c[:4]}-{c[4:]} "])
def test_a_code_may_be_typed_as_people_type(client, typed):
    code = make_code(make_kiosk())

    assert Tablet(client).enrol(typed(code)).status_code == 201


def test_zero_and_one_are_read_as_the_letters_they_look_like(client, monkeypatch):
    monkeypatch.setattr(enrolment.keys, "readable", lambda *_: "OIOIOIOI")
    kiosk = make_kiosk()
    code = make_code(kiosk)

    assert Tablet(client).enrol("01010101").status_code == 201
    assert code == "OIOIOIOI"


def test_a_code_is_good_for_one_tablet(client):
    code = make_code(make_kiosk())
    Tablet(client).enrol(code)

    refused = Tablet(client).enrol(code)

    assert (refused.status_code, refused.json["error"]) == (409, "code_used")
    assert "another tablet" in refused.json["sentence"]


def test_a_tablet_that_lost_the_answer_asks_once_more(client):
    kiosk = make_kiosk()
    code, tablet = make_code(kiosk), Tablet(client)
    first = tablet.enrol(code)

    again = tablet.enrol(code)

    assert again.status_code == 201
    assert again.json == first.json
    assert acts("kiosk.enrol") == 1


def acts(act):
    return session().scalar(
        select(func.count(AuditEntry.seq)).where(AuditEntry.act == act)
    )


def test_of_two_tablets_at_once_one_becomes_the_kiosk(app):
    kiosk = make_kiosk()
    code = make_code(kiosk)
    tablets = [Tablet(app.test_client()) for _ in range(2)]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda tablet: tablet.enrol(code), tablets))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    won = next(t for t, a in zip(tablets, answers, strict=True) if a.status_code == 201)
    session().rollback()
    found = devices.find_device(kiosk.device)
    assert devices.check_signature(found, b"x", won.sign("x"))


def test_a_code_lives_ten_minutes(client, monkeypatch):
    kiosk = make_kiosk()
    with clock.at(date(2026, 11, 2)):
        code = make_code(kiosk)
        now = clock.now()

    set_clock(monkeypatch, now + enrolment.VALID)
    late = Tablet(client).enrol(code)

    assert (late.status_code, late.json["error"]) == (410, "code_expired")
    assert kiosk.public_key is None


def test_a_newer_code_takes_the_place_of_an_older_one(client):
    kiosk = make_kiosk()
    older, newer = make_code(kiosk), make_code(kiosk)

    assert Tablet(client).enrol(older).json["error"] == "code_unknown"
    assert Tablet(client).enrol(newer).status_code == 201


def test_old_codes_are_swept_when_a_new_one_is_issued(app, monkeypatch):
    with clock.at(date(2026, 11, 2)):
        make_code(make_kiosk())
    with clock.at(date(2026, 11, 4)):
        make_code(make_kiosk())

    assert session().scalar(select(func.count(KioskEnrolment.code_tag))) == 1


def test_only_a_tag_of_the_code_is_kept(app):
    code = make_code(make_kiosk())

    kept = session().scalar(select(KioskEnrolment.code_tag))

    assert code.encode() not in kept
    assert len(kept) == 32


def test_a_wrong_code_makes_nobody_a_kiosk(client):
    refused = Tablet(client).enrol("AAAAAAAA")

    assert (refused.status_code, refused.json["error"]) == (404, "code_unknown")


def test_guessing_is_stopped_after_ten_codes(client):
    code = make_code(make_kiosk())
    tries = [Tablet(client).enrol(f"AAAAAA{n:02}").status_code for n in range(10)]

    stopped = Tablet(client).enrol(code)

    assert set(tries) == {404}
    assert (stopped.status_code, stopped.json["error"]) == (429, "too_many")
    assert stopped.headers["Retry-After"] == "900"


def test_a_right_code_forgets_the_wrong_ones(client):
    for n in range(9):
        Tablet(client).enrol(f"AAAAAA{n:02}")
    make_tablet(client, make_kiosk())

    assert Tablet(client).enrol("AAAAAAAA").status_code == 404


def test_a_tablet_shows_that_it_holds_its_key(client):
    code, stranger = make_code(make_kiosk()), Tablet(client)
    foreign = {"signature": base64url(stranger.sign(f"hailong enrol 1\n{code}"))}

    refused = Tablet(client).enrol(code, **foreign)

    assert (refused.status_code, refused.json["error"]) == (403, "not_signed")


def test_a_kiosk_that_has_its_tablet_gets_no_further_code(client):
    kiosk = make_kiosk()
    make_tablet(client, kiosk)

    with pytest.raises(KioskEnrolled):
        make_code(kiosk)


def test_a_revoked_kiosk_never_becomes_valid_again(client):
    kiosk = make_kiosk()
    code = make_code(kiosk)
    with transaction():
        service.revoke_kiosk(kiosk, by="account:test")

    assert Tablet(client).enrol(code).json["error"] == "code_unknown"
    with pytest.raises(KioskRevoked):
        make_code(kiosk)


@pytest.mark.parametrize(
    "changed",
    [
        {"code": None},
        {"code": "A" * 65},
        {"public_key": "AAAA"},
        {"public_key": "ä"},
        {"public_key": 7},
        {"signature": "A"},
        {"signature": "A" * 2000},
        {"language": "xx\n"},
    ],
    ids=str,
)
def test_what_is_no_enrolment_is_refused_in_json(client, changed):
    refused = Tablet(client).enrol(make_code(make_kiosk()), **changed)

    assert (refused.status_code, refused.json["error"]) == (422, "unreadable")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'{"code": "\\ud800x"}', b"null", b"0" * 60_000]
)
def test_rubbish_is_refused_in_json(client, body):
    for path in ("enrol", "heartbeat"):
        refused = client.post(f"/kiosk/api/{path}", data=body)

        assert (refused.status_code, refused.json["error"]) == (422, "unreadable")


def test_another_site_enrols_nothing(client):
    code = make_code(make_kiosk())

    for headers in ({"Origin": "https://x.example"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = client.post("/kiosk/api/enrol", json={"code": code}, headers=headers)

        assert (refused.status_code, refused.json["error"]) == (403, "not_ours")
