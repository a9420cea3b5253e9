"""What may come in the place of a gateway's report: refused, and nothing changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import clock
from survey.channels import Channel, Gateway
from survey.outbox.models import Message
from survey.outbox.signing import SIGNATURE, TIMESTAMP, signed_headers
from tests import hostile
from tests.survey.outbox.factories import get_message, make_message
from tests.survey.outbox.providers import SECRET

DOOR = "/outbox/delivery"


@pytest.fixture(autouse=True)
def gateway(app, monkeypatch):
    """Set up a gateway that only reports; nothing is sent."""
    gateways = {Channel.SMS: Gateway("https://sms.example.vn", SECRET)}
    monkeypatch.setitem(app.config, "GATEWAYS", gateways)


@pytest.fixture
def message(app) -> Message:
    return make_message()


def deliver(client, body: bytes):
    headers = signed_headers(SECRET, clock.now().timestamp(), body)
    return client.post(DOOR, data=body, headers=headers)


def state_of(message: Message) -> tuple:
    known = get_message(message.id)
    return known.state, known.problem, known.cost_dong, known.provider_id


@hostile.many
@given(body=st.binary(max_size=300), moment=st.text(max_size=15), claim=st.text())
def test_whatever_is_not_signed_is_refused(client, body, moment, claim):
    headers = {TIMESTAMP: moment, SIGNATURE: claim}
    sent = {name: value.encode("ascii", "ignore") for name, value in headers.items()}
    clean = {
        name: "".join(filter(str.isprintable, value.decode()))
        for name, value in sent.items()
    }

    assert client.post(DOOR, data=body, headers=clean).status_code == 403


@pytest.mark.parametrize("body", hostile.RUBBISH.values(), ids=hostile.RUBBISH)
def test_signed_rubbish_is_refused(client, body):
    assert deliver(client, body).status_code == 422


@hostile.many
@given(sent=hostile.values)
def test_any_signed_json_is_refused(client, sent):
    assert deliver(client, json.dumps(sent).encode()).status_code in {404, 422}


REPORT = st.fixed_dictionaries(
    {"id": hostile.words, "state": st.sampled_from(["sent", "delivered", "failed"])},
    optional=dict.fromkeys(("cost", "problem", "provider_id"), hostile.values),
)


@hostile.many
@given(told=REPORT)
def test_a_report_of_no_message_of_ours_changes_nothing(client, message, told):
    before = state_of(message)

    assert deliver(client, json.dumps(told).encode()).status_code in {404, 422}
    assert state_of(message) == before


DETAILS = st.fixed_dictionaries(
    {"cost": hostile.values}, optional={"provider_id": hostile.words}
)


@hostile.many
@given(told=DETAILS)
def test_a_report_is_noted_whatever_stands_beside_it(client, app, told):
    message = make_message()
    body = json.dumps({"id": message.name, "state": "delivered"} | told).encode()

    status = deliver(client, body).status_code

    assert status in {200, 422}
    assert state_of(message)[0] == ("delivered" if status == 200 else "waiting")


def test_a_name_that_no_column_takes_is_noted_without_it(client, message):
    told = {"id": message.name, "state": "delivered", "provider_id": "a\x00b"}

    assert deliver(client, json.dumps(told).encode()).status_code == 200
    assert get_message(message.id).provider_id == "ab"
