"""What a hostile or broken queue may send: a refusal it understands, and no row."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from survey import sealing
from survey.database import session
from survey.invitations.models import CodeUse
from survey.responses.api import REASONS
from survey.responses.letters import read_base64, seal_info
from survey.responses.models import Draft, InboxRow, Quarantined, Spent
from tests import hostile
from tests.survey.responses.factories import DAY
from tests.survey.responses.post import (
    ADDRESS,
    base64_of,
    content_of,
    envelope_of,
    form_of,
    make_tablet,
    post,
)

JSON = "application/json"
TABLES = (InboxRow, Spent, Quarantined, CodeUse, Draft)
MEMBERS = {"uuid", "state", "receipt", "reason", "sentence"}


def rows() -> int:
    counts = [select(func.count()).select_from(table) for table in TABLES]
    return sum(session().scalar(statement) for statement in counts)


def check_refused(response) -> None:
    """Check that it is a refusal which a queue can act upon, and nothing was kept."""
    assert 400 <= response.status_code < 500
    assert response.json.keys() == MEMBERS
    assert response.json["state"] == "refused"
    assert response.json["reason"] in {reason for reason, _status in REASONS.values()}
    assert response.json["sentence"]
    assert rows() == 0


def sealed_as(wave, plain: bytes) -> dict[str, str]:
    """Return an envelope in which these bytes are sealed as they should be."""
    uuid, form = uuid4(), form_of(wave)
    sealed = sealing.seal(plain, seal_info(uuid, form), sealing.transport_point())
    return {"form": form, "uuid": str(uuid), "sealed": base64_of(sealed)}


@hostile.many
@given(body=st.binary(max_size=300))
def test_bytes_are_refused(client, body):
    check_refused(client.post(ADDRESS, data=body, content_type=JSON))


@pytest.mark.parametrize("body", hostile.RUBBISH.values(), ids=hostile.RUBBISH)
def test_rubbish_is_refused(client, quick, body):
    check_refused(client.post(ADDRESS, data=body, content_type=JSON))
    check_refused(post(client, sealed_as(quick, body)))


@hostile.many
@given(sent=hostile.values)
def test_any_json_is_refused(client, sent):
    check_refused(client.post(ADDRESS, data=json.dumps(sent), content_type=JSON))


ENVELOPE = st.sampled_from(["form", "uuid", "sealed"])
STAMP = st.sampled_from(["device", "day", "signature"])


@hostile.many
@given(changed=st.dictionaries(ENVELOPE, hostile.values, min_size=1))
def test_an_envelope_with_anything_else_in_it_is_refused(client, quick, changed):
    check_refused(post(client, envelope_of(quick) | changed))


@hostile.many
@given(stamp=st.dictionaries(STAMP, hostile.values, min_size=1))
def test_a_stamp_with_anything_else_in_it_is_refused(client, quick, stamp):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick))

    check_refused(post(client, signed | {"kiosk": signed["kiosk"] | stamp}))


# Without the one level that is required, whatever else may be there.
ANSWERS = st.dictionaries(
    st.sampled_from(["reasons", "comment"]) | hostile.words,
    st.lists(hostile.words, max_size=3) | hostile.values,
    max_size=4,
).filter(lambda answers: "overall" not in answers)
CONTENT = st.fixed_dictionaries(
    {"answers": ANSWERS | hostile.values},
    optional=dict.fromkeys(
        ("instrument", "language", "counter", "code", "replaces", "partial"),
        hostile.values,
    ),
)


@hostile.many
@given(content=CONTENT)
def test_sealed_answers_to_anything_else_are_refused(client, quick, content):
    check_refused(post(client, envelope_of(quick, **content)))


@hostile.many
@given(noise=st.binary(min_size=1, max_size=200), place=st.integers(0, 400))
def test_sealed_bytes_that_were_changed_are_refused(client, quick, noise, place):
    envelope = sealed_as(quick, json.dumps(content_of(quick)).encode() + b" " * 200)
    sealed = bytearray(read_base64(envelope["sealed"]))
    changed = sealed[:place] + noise + sealed[place + len(noise) :]
    if changed == sealed:
        return

    check_refused(post(client, envelope | {"sealed": base64_of(bytes(changed))}))


POINTS = {
    "off the curve": b"\x04" + b"\x01" * 64,
    "at infinity": b"\x00" + b"\x00" * 64,
    "nought": b"\x04" + b"\x00" * 64,
    "beyond the field": b"\x04" + b"\xff" * 64,
    "compressed": b"\x02" + b"\x01" * 64,
}


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_wrong_point_opens_nothing(client, quick, point):
    for rest in (0, 15, 16, 200):
        sealed = base64_of(point + b"\x07" * rest)
        check_refused(post(client, envelope_of(quick) | {"sealed": sealed}))


def test_a_sealed_answer_that_was_cut_opens_nothing(client, quick):
    envelope = envelope_of(quick)
    sealed = read_base64(envelope["sealed"])

    for length in (0, 1, 64, 65, 66, 80, 81, -17, -16, -1):
        check_refused(post(client, envelope | {"sealed": base64_of(sealed[:length])}))


def test_base_64_that_is_not_written_as_ours_opens_nothing(client, quick):
    envelope = envelope_of(quick)

    for end in ("===", "\n", " ", "A", "+", "/", "é"):
        changed = {"sealed": envelope["sealed"] + end}
        check_refused(post(client, envelope | changed))


def test_another_content_type_is_refused(client, quick):
    body = json.dumps(envelope_of(quick)).encode()

    for kind in ("", "text/plain", "text/json", "multipart/form-data", "x" * 2000):
        check_refused(client.post(ADDRESS, data=body, content_type=kind))


def test_another_encoding_than_utf8_is_refused(client, quick):
    body = json.dumps(envelope_of(quick)).encode("utf-16")
    kind = "application/json; charset=utf-16"

    check_refused(client.post(ADDRESS, data=body, content_type=kind))


def test_of_two_uuids_in_one_envelope_only_the_sealed_one_opens(client, quick):
    text = json.dumps(envelope_of(quick))
    doubled = text.replace("{", '{"uuid": "' + str(uuid4()) + '", ', 1)[:-1]
    doubled += f', "uuid": "{uuid4()}"}}'

    check_refused(client.post(ADDRESS, data=doubled.encode(), content_type=JSON))


def test_a_signature_of_another_length_is_refused(client, quick):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick))

    for length in (0, 1, 32, 63, 65, 70, 72, 75):
        stamp = signed["kiosk"] | {"signature": base64_of(b"\x30" * length)}
        check_refused(post(client, signed | {"kiosk": stamp}))


def test_a_day_that_is_none_is_refused(client, quick):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick))

    for day in ("", "2026-02-30", "10000-01-01", "0000-00-00", 20260907, None):
        check_refused(post(client, signed | {"kiosk": signed["kiosk"] | {"day": day}}))


@pytest.mark.parametrize("day", [date.min, date.max, DAY - timedelta(days=10**5)])
def test_a_signed_day_at_the_end_of_time_is_set_aside(client, quick, day):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick), day)

    assert post(client, signed).status_code == 202
    assert rows() == 1


def test_a_comment_that_is_no_text_is_refused(client, quick):
    for words in ("\ud800", "a\x00b", "a\x1bb", "x\ufffdy"):
        answers = {"overall": ["5"], "comment": [words]}
        check_refused(post(client, envelope_of(quick, answers=answers)))


def test_a_comment_is_kept_composed(client, quick):
    answers = {"overall": ["5"], "comment": ["Bo\u0323\u0302 pha\u0323\u0302n"]}

    assert post(client, envelope_of(quick, answers=answers)).status_code == 201
    assert "Bộ phận" in session().scalars(select(InboxRow.body)).one()


def test_other_methods_and_addresses_keep_nothing(client, quick):
    for path in ("", "/", "/\x00", "/x/y", "?lang=" + "x" * 3000):
        for method in ("GET", "PUT", "DELETE", "OPTIONS"):
            sent = envelope_of(quick)
            response = client.open(ADDRESS + path, method=method, json=sent)
            assert response.status_code < 500
            assert rows() == 0
