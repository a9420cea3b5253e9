"""What a hostile or broken tablet may send: a refusal in JSON, and nothing changes."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from survey import clock
from survey.database import session
from survey.kiosks.models import Kiosk
from tests import hostile
from tests.survey.kiosks.factories import (
    Tablet,
    base64url,
    make_code,
    make_kiosk,
    make_tablet,
)

DOORS = ("/kiosk/api/enrol", "/kiosk/api/heartbeat")
UNSIGNED = ("oldest_day", "version", "storage_kept", "language")


@pytest.fixture(autouse=True)
def a_working_day():
    with clock.at(date(2026, 11, 2)):
        yield


def kiosks() -> list[tuple]:
    session().rollback()
    return list(session().execute(select(*Kiosk.__table__.columns)))


def check_refused(response) -> None:
    assert 400 <= response.status_code < 500
    assert response.json.keys() == {"error", "sentence"}
    assert response.json["sentence"]


@pytest.mark.parametrize("body", hostile.RUBBISH.values(), ids=hostile.RUBBISH)
def test_rubbish_is_refused(client, body):
    for door in DOORS:
        check_refused(client.post(door, data=body))


@hostile.many
@given(body=st.binary(max_size=300), door=st.sampled_from(DOORS))
def test_bytes_are_refused(client, body, door):
    check_refused(client.post(door, data=body))


@hostile.many
@given(sent=hostile.values, door=st.sampled_from(DOORS))
def test_any_json_is_refused(client, sent, door):
    check_refused(client.post(door, data=json.dumps(sent)))


ENROLMENT = st.sampled_from(["code", "public_key", "signature"])


@hostile.many
@given(changed=st.dictionaries(ENROLMENT, hostile.values, min_size=1))
def test_an_enrolment_with_anything_else_in_it_is_refused(client, changed):
    kiosk = make_kiosk()
    before = kiosks()

    response = Tablet(client).enrol(make_code(kiosk), **changed)

    check_refused(response)
    assert kiosks() == before


@pytest.mark.parametrize(
    "key", [b"", b"\x00" * 91, b"\x30\x59" + b"\xff" * 89, b"\x04" + b"\x01" * 64]
)
def test_a_key_that_is_none_enrols_nobody(client, key):
    kiosk = make_kiosk()
    before = kiosks()

    check_refused(Tablet(client).enrol(make_code(kiosk), public_key=base64url(key)))
    assert kiosks() == before


@hostile.many
@given(signature=hostile.values | st.binary(max_size=80).map(base64url))
def test_a_heartbeat_that_was_not_signed_is_refused(client, signature):
    tablet = make_tablet(client, make_kiosk())
    before = kiosks()

    check_refused(tablet.beat(signature=signature, queued=3))
    assert kiosks() == before


@hostile.many
@given(said=st.dictionaries(st.sampled_from(UNSIGNED), hostile.values))
def test_a_signed_heartbeat_with_anything_in_it_is_answered(client, said):
    tablet = make_tablet(client, make_kiosk())

    response = tablet.beat(**said)

    assert response.status_code in {200, 422}
    assert response.is_json


@pytest.mark.parametrize("queued", [-1, 10**6 + 1, 2**63, 10**400, 1.5, "1", None, []])
def test_a_queue_that_cannot_be_is_refused(client, queued):
    check_refused(make_tablet(client, make_kiosk()).beat(queued=queued))


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "1970-01-01T00:00:00+00:00",
        "2026-11-02",
        "2026-11-02T12:00",
        "٢٠٢٦-11-02T12:00+07:00",
        "\x00",
        "",
        "9" * 5000,
    ],
)
def test_whatever_a_clock_shows_is_answered(client, at):
    tablet = make_tablet(client, make_kiosk())
    signed = f"hailong heartbeat 1\n{tablet.device}\n{at}\n0"

    sent = {
        "device": tablet.device,
        "at": at,
        "queued": 0,
        "version": "1",
        "signature": base64url(tablet.sign(signed)),
    }
    response = client.post("/kiosk/api/heartbeat", json=sent)

    assert response.status_code in {200, 422}
    assert response.is_json
