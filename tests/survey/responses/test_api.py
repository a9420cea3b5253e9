from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from survey.database import session, transaction
from survey.invitations import codes
from survey.invitations.models import CodeUse
from survey.responses.models import (
    Channel,
    InboxRow,
    Proof,
    Spent,
)
from survey.waves.models import WaveState
from tests.factories import CLOSES_ON, make_unit, make_wave
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY
from tests.survey.responses.post import (
    ADDRESS,
    base64_of,
    count,
    envelope_of,
    post,
    reason_of,
    row,
)


def test_a_sealed_form_is_counted_with_what_came_with_it(client, quick):
    envelope = envelope_of(quick, counter=3, language="en")

    response = post(client, envelope)

    assert response.status_code == 201
    assert response.json == {
        "uuid": envelope["uuid"],
        "state": "counted",
        "receipt": session().scalars(select(Spent.receipt)).one(),
        "reason": None,
        "sentence": "Your form is counted",
    }
    kept = row()
    assert (kept.channel, kept.proof, kept.partial) == (
        Channel.PHONE,
        Proof.NONE,
        False,
    )
    assert (kept.language, kept.counter, kept.day) == ("en", 3, DAY)
    assert '"overall":5' in kept.body


def test_it_sets_no_cookie_and_reads_none(client, quick):
    client.set_cookie("lang", "en")

    response = client.post(ADDRESS, json=envelope_of(quick))

    assert response.json["sentence"] == "Phiếu đã được ghi nhận"
    assert "Set-Cookie" not in response.headers
    assert "Set-Cookie" not in post(client, envelope_of(quick)).headers


def test_sent_again_it_has_the_same_receipt(client, quick):
    envelope = envelope_of(quick)

    first, again = post(client, envelope), post(client, envelope)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert (count(InboxRow), count(Spent)) == (1, 1)


def test_other_answers_under_the_same_uuid_are_refused(client, quick):
    uuid = uuid4()
    first = post(client, envelope_of(quick, uuid=uuid))

    other = post(client, envelope_of(quick, uuid=uuid, answers={"overall": ["1"]}))

    assert reason_of(other) == (409, "answered_otherwise")
    assert other.json["receipt"] == first.json["receipt"]
    assert '"overall":5' in row().body


def test_what_was_counted_keeps_its_receipt_after_the_wave(client, quick, set_clock):
    envelope = envelope_of(quick)
    first = post(client, envelope)
    with transaction():
        quick.state = WaveState.CLOSED
    set_clock(CLOSES_ON + timedelta(days=30))

    assert post(client, envelope).json == first.json


@pytest.mark.parametrize("state", [WaveState.DRAFT, WaveState.CLOSED])
def test_a_wave_that_is_not_open_takes_nothing(client, state):
    wave = make_wave(instrument="quick_counter", state=state)

    assert reason_of(post(client, envelope_of(wave))) == (410, "not_open")
    assert count(Spent) == 0


BROKEN = {
    "another questionnaire": {"instrument": "0" * 64},
    "an answer that cannot be": {"answers": {"overall": ["7"]}},
    "two answers where one is": {"answers": {"overall": ["1", "2"]}},
    "an item that is not asked": {"answers": {"overall": ["5"], "age": ["3"]}},
    "nothing where something is required": {"answers": {}},
    "a language that is not offered": {"language": "tlh"},
    "a counter below the first": {"counter": 0},
    "a number as text": {"counter": "3"},
    "answers that are no lists": {"answers": {"overall": "5"}},
    "walked away, on a phone": {"partial": True},
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_answer_to_the_form_is_unreadable(client, quick, content):
    response = post(client, envelope_of(quick, **content))

    assert reason_of(response) == (422, "unreadable")
    assert count(Spent) == 0


MALFORMED = {
    "no form": {"form": None},
    "an unknown form": {"form": "nhanh/00000"},
    "an unknown wave": {"form": "khong-co/1"},
    "a form without an office": {"form": "nhanh"},
    "a NUL": {"form": "nhanh/\x00"},
    "no UUID": {"uuid": "1"},
    "a UUID in capitals": {"uuid": str(uuid4()).upper()},
    "another UUID than was sealed": {"uuid": str(uuid4())},
    "no base 64": {"sealed": "%%%"},
    "letters from elsewhere": {"sealed": "Đánh giá"},
    "nothing": {"sealed": ""},
    "a point off the curve": {"sealed": base64_of(b"\x04" + b"\x01" * 100)},
    "half a stamp": {"kiosk": {"device": "a"}},
}


@pytest.mark.parametrize("broken", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_envelope_is_unreadable(client, quick, broken):
    response = post(client, envelope_of(quick) | broken)

    assert reason_of(response) == (422, "unreadable")
    assert count(Spent) == 0


@pytest.mark.parametrize(
    "words", [b"", b"{", b"[" * 60_000, b"\xff", b"null", b'{"uuid": 1e999}']
)
def test_what_is_no_json_is_unreadable(client, words):
    response = client.post(ADDRESS, data=words, content_type="application/json")

    assert reason_of(response) == (422, "unreadable")
    assert response.json["uuid"] is None


def test_a_form_that_poses_as_a_queue_is_unreadable(client, quick):
    response = client.post(ADDRESS, data=envelope_of(quick))

    assert reason_of(response) == (422, "unreadable")


def test_more_than_64_kib_are_not_even_read(client, quick):
    response = post(client, envelope_of(quick) | {"sealed": "A" * 70_000})

    assert response.status_code == 413
    assert count(Spent) == 0


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_another_site_cannot_send(client, quick, headers):
    response = post(client, envelope_of(quick), **headers)

    assert reason_of(response) == (403, "not_ours")
    assert count(Spent) == 0


def test_a_code_lets_one_form_through(client, quick):
    code = code_for(quick)
    envelope = envelope_of(quick, code=f" {code[:5].lower()}-{code[5:]} ")

    first = post(client, envelope)
    again = post(client, envelope)
    second = post(client, envelope_of(quick, code=code))

    assert (first.status_code, again.json) == (201, first.json)
    assert reason_of(second) == (409, "code_used")
    assert row().proof is Proof.CODE
    assert (count(InboxRow), count(Spent), count(CodeUse)) == (1, 1, 1)


def test_a_form_that_was_counted_burns_no_second_code(client, quick):
    uuid, first, second = uuid4(), code_for(quick), code_for(quick)
    post(client, envelope_of(quick, uuid=uuid, code=first))

    again = post(client, envelope_of(quick, uuid=uuid, code=second))

    assert again.status_code == 200
    assert not codes.is_used(second)


def test_codes_that_do_not_fit_let_nothing_through(client, quick, set_clock):
    two = make_wave(make_unit(), make_unit(), instrument="quick_counter")
    here, there = two.units
    expired = code_for(quick, expires_on=DAY - timedelta(days=1))
    refusals = {
        "A" * 26: (404, "code_unknown"),
        "Ế" * 26: (404, "code_unknown"),
        code_for(two, unit=there): (404, "code_of_another_form"),
        expired: (410, "code_expired"),
    }

    for code, said in refusals.items():
        assert reason_of(post(client, envelope_of(quick, code=code))) == said
    other = post(client, envelope_of(two, unit=here, code=code_for(two, unit=there)))

    assert reason_of(other) == (404, "code_of_another_form")
    assert (count(InboxRow), count(Spent), count(CodeUse)) == (0, 0, 0)


def test_a_code_that_was_called_back_is_not_valid(client, quick):
    code = code_for(quick)
    with transaction():
        codes.find(code).void = True

    response = post(client, envelope_of(quick, code=code))

    assert reason_of(response) == (410, "code_expired")
