import json

import pytest

from survey import clock
from survey.audit.service import list_entries
from survey.channels import Channel, Gateway
from survey.database import session, transaction
from survey.outbox import service
from survey.outbox.models import Message, MessageKind, MessageState, Problem
from survey.outbox.rules import failed
from survey.outbox.signing import signed_headers
from tests.clients import Browser
from tests.factories import make_unit, make_wave
from tests.survey.outbox.factories import all_messages, get_message, make_message, send
from tests.survey.outbox.providers import SECRET


def report(key: bytes, **values) -> bytes:
    told = {"id": key.hex(), "state": "delivered", "cost": 350}
    return json.dumps(told | values).encode()


def deliver(client: Browser, body: bytes, secret: str = SECRET, age: float = 0):
    headers = signed_headers(secret, clock.now().timestamp() - age, body)
    return client.post("/outbox/delivery", data=body, headers=headers)


def fail(message: Message, problem: Problem) -> None:
    with transaction():
        found = session().get_one(Message, message.id)
        found.attempts = 6
        service.settle(found, failed(problem))


def test_a_gateway_reports_what_was_delivered(app, client, provider):
    key = make_message().id
    send()

    answer = deliver(client, report(key))

    message = get_message(key)
    assert answer.status_code == 200
    assert message.state is MessageState.DELIVERED
    assert message.cost_dong == 350
    assert message.sealed is None
    assert message.address_tag is None


def test_a_report_that_comes_again_changes_nothing(app, client, provider):
    key = make_message().id
    send()
    body = report(key)
    deliver(client, body)

    again = deliver(client, body)
    deliver(client, report(key, state="failed", problem="delivery"))

    assert again.status_code == 200
    assert get_message(key).state is MessageState.DELIVERED


@pytest.mark.parametrize(
    ("secret", "age"), [("another secret 123", 0), (SECRET, 301), (SECRET, -301)]
)
def test_a_report_that_is_not_signed_or_old_is_refused(
    app, client, provider, secret, age
):
    key = make_message().id
    send()

    answer = deliver(client, report(key), secret, age)

    assert answer.status_code == 403
    assert get_message(key).state is MessageState.SENT


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hailong-Timestamp": "²", "X-Hailong-Signature": "đ"},
        {"X-Hailong-Timestamp": "9" * 400, "X-Hailong-Signature": ""},
    ],
)
def test_odd_signatures_are_refused_and_break_nothing(app, client, provider, headers):
    answer = client.post("/outbox/delivery", data=b"{}", headers=headers)

    assert answer.status_code == 403


def test_where_no_gateway_is_set_up_nothing_is_reported(app, client):
    assert deliver(client, b"{}").status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"id": 3}'])
def test_a_signed_report_that_says_nothing_is_refused(app, client, provider, body):
    assert deliver(client, body).status_code == 422


@pytest.mark.parametrize("name", ["", "ab", "zz", "00" * 16, "đ"])
def test_a_report_of_a_message_that_never_was_is_refused(app, client, provider, name):
    body = json.dumps({"id": name, "state": "delivered"}).encode()

    assert deliver(client, body).status_code == 404


def test_a_gateway_reports_only_of_its_own_channel(app, client, provider, monkeypatch):
    other = Gateway("https://zalo.example.vn", "bí mật của Zalo ...")
    gateways = app.config["GATEWAYS"] | {Channel.ZALO: other}
    monkeypatch.setitem(app.config, "GATEWAYS", gateways)
    key = make_message().id
    send()

    answer = deliver(client, report(key), other.secret)

    assert answer.status_code == 404
    assert get_message(key).state is MessageState.SENT


def test_staff_see_how_far_messages_are_and_what_went_wrong(app, designer, provider):
    unit = make_unit(name="Xã Mường Than")
    wave = make_wave(unit)
    about = {"unit_id": unit.id, "wave_id": wave.id}
    make_message(**about)
    fail(make_message(**about), Problem.REFUSED_ADDRESS)
    make_message(**about)
    send()

    page = designer.get("/staff/outbox/?lang=en").text

    assert "Xã Mường Than" in page
    assert "no such number or mailbox" in page
    assert "640" in page  # đồng
    assert "E-mail is not set up" in page
    assert "SMS is not set up" not in page


def test_an_empty_outbox_says_what_can_be_done(app, designer):
    page = designer.get("/staff/outbox/?lang=en").text

    assert "No message was written yet." in page
    assert "SMS is not set up" in page


def test_failed_messages_go_out_again_once_that_was_confirmed(app, designer):
    wave = make_wave()
    message = make_message(wave_id=wave.id)
    fail(message, Problem.UNREACHABLE)
    for_good = make_message(wave_id=wave.id)
    fail(for_good, Problem.REFUSED_ADDRESS)

    asked = designer.get(f"/staff/outbox/{wave.slug}/retry?lang=en")
    before = get_message(message.id).state
    done = designer.post(f"/staff/outbox/{wave.slug}/retry")

    assert "2 messages have failed" in asked.text
    assert before is MessageState.FAILED
    assert done.status_code == 302
    assert get_message(message.id).state is MessageState.WAITING
    assert get_message(for_good.id).state is MessageState.FAILED
    assert list_entries(limit=1)[0].act == "outbox.retry"


def test_waiting_messages_are_cancelled_once_that_was_confirmed(app, designer):
    wave = make_wave()
    make_message(wave_id=wave.id)
    other = make_message(kind=MessageKind.ALERT, channel=Channel.EMAIL)

    designer.get(f"/staff/outbox/{wave.slug}/cancel")
    before = {message.state for message in all_messages()}
    designer.post(f"/staff/outbox/{wave.slug}/cancel")

    assert before == {MessageState.WAITING}
    assert get_message(other.id).state is MessageState.WAITING
    designer.post("/staff/outbox/-/cancel")
    assert {message.sealed for message in all_messages()} == {None}


def test_only_a_designer_sends_again_and_cancels(app, administrator):
    wave = make_wave()

    assert administrator.get("/staff/outbox/").status_code == 200
    assert administrator.post(f"/staff/outbox/{wave.slug}/retry").status_code == 403
    assert administrator.post(f"/staff/outbox/{wave.slug}/cancel").status_code == 403


def test_a_wave_that_is_not_there_has_no_messages(app, designer):
    assert designer.get("/staff/outbox/nothing/retry").status_code == 404
