import json
import threading
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from survey import clock
from survey.channels import Channel
from survey.database import session, transaction
from survey.outbox import gateway, sending, service
from survey.outbox.errors import VaultIsShut
from survey.outbox.models import MessageKind, MessageState, Problem
from survey.outbox.signing import is_signed
from tests.survey.outbox.factories import (
    EMAIL,
    NOON,
    PHONE,
    TEXT,
    all_messages,
    get_message,
    make_message,
    send,
)
from tests.survey.outbox.providers import SECRET, accepted
from tests.survey.responses.senders import at_once


def test_a_gateway_is_told_to_whom_and_what_and_by_whom(app, provider):
    key = make_message().id

    assert send() == 1

    (request,) = provider.requests
    assert request == {"id": key.hex(), "to": PHONE, "text": TEXT, "channel": "sms"}
    assert is_signed(
        SECRET, provider.headers[0], provider.bodies[0], clock.now().timestamp()
    )
    message = get_message(key)
    assert message.state is MessageState.SENT
    assert (message.cost_dong, message.provider_id) == (320, "vt-1")


def test_a_mail_arrives_with_vietnamese_marks(app, postman):
    make_message(channel=Channel.EMAIL)

    send()

    assert postman.recipients == [EMAIL]
    assert b"Kinh moi" in postman.mails[0]
    (message,) = all_messages()
    assert message.state is MessageState.SENT
    assert message.sealed is None
    assert message.address_tag is None


def test_neither_address_nor_words_stand_in_the_database(app):
    make_message()

    (message,) = all_messages()
    stored = b"".join(
        str(getattr(message, column.key)).encode()
        if not isinstance(getattr(message, column.key), bytes)
        else getattr(message, column.key)
        for column in message.__table__.columns
    )
    assert PHONE.encode() not in stored
    assert PHONE[3:].encode() not in stored
    assert TEXT.encode() not in stored


def test_where_a_channel_is_not_set_up_its_messages_wait(app, postman):
    sms = make_message().id
    make_message(channel=Channel.EMAIL)

    assert send() == 1

    assert get_message(sms).state is MessageState.WAITING
    assert get_message(sms).attempts == 0


def test_nothing_is_sent_before_it_is_due(app, provider, hands):
    make_message(due_at=NOON + timedelta(hours=1))

    early = send()
    hands.go_on(hours=1)

    assert (early, send()) == (0, 1)


@pytest.mark.parametrize(
    ("time", "told"),
    [("20:59", 1), ("21:00", 0), ("03:00", 0), ("07:29", 0), ("07:30", 1)],
)
def test_citizens_are_told_nothing_at_night(app, provider, hands, time, told):
    make_message(due_at=NOON - timedelta(days=1))

    hands.set(datetime.fromisoformat(f"2026-11-05T{time}+07:00"))

    assert send() == told


def test_an_office_is_written_to_at_any_hour(app, postman, hands):
    make_message(kind=MessageKind.CONTACT_REQUEST, channel=Channel.EMAIL)

    hands.set(datetime.fromisoformat("2026-11-05T23:00+07:00"))

    assert send() == 1


def test_what_failed_is_tried_again_later_and_later_and_then_given_up(
    app, provider, hands
):
    provider.answer = lambda _request: (503, b"busy")
    key = make_message().id
    waits = []

    with capture_logs() as logs:
        while get_message(key).state is MessageState.WAITING:
            hands.set(max(hands.moment, get_message(key).next_at))
            send()
            waits.append(get_message(key).next_at - hands.moment)

    assert [wait.total_seconds() / 60 for wait in waits[:5]] == [1, 5, 30, 120, 360]
    assert len(provider.requests) == 6
    message = get_message(key)
    assert (message.state, message.problem) == (
        MessageState.FAILED,
        Problem.UNREACHABLE,
    )
    assert PHONE not in str(logs)


def test_a_worker_that_dies_after_sending_does_not_tell_a_person_twice(
    app, provider, hands, monkeypatch
):
    key = make_message().id
    with monkeypatch.context() as dying:
        dying.setattr(service, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            send()
    soon = send()
    hands.go_on(minutes=11)

    send()

    assert soon == 0
    assert [request["id"] for request in provider.requests] == [key.hex()] * 2
    assert provider.people == [(PHONE, TEXT)]
    assert get_message(key).state is MessageState.SENT


def test_a_mail_to_a_citizen_whose_end_is_unknown_is_not_risked_again(
    app, postman, hands, monkeypatch
):
    key = make_message(channel=Channel.EMAIL).id
    with monkeypatch.context() as dying:
        dying.setattr(service, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            send()
    hands.go_on(minutes=11)

    send()

    assert len(postman.mails) == 1
    assert get_message(key).problem is Problem.UNKNOWN


def test_a_request_to_an_office_is_rather_told_twice_than_never(
    app, postman, hands, monkeypatch
):
    make_message(kind=MessageKind.CONTACT_REQUEST, channel=Channel.EMAIL)
    with monkeypatch.context() as dying:
        dying.setattr(service, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            send()
    hands.go_on(minutes=11)

    send()

    names = {line for mail in postman.mails for line in _message_ids(mail)}
    assert len(postman.mails) == 2
    assert len(names) == 1


def _die(*_arguments):
    raise KeyboardInterrupt


def _message_ids(mail: bytes) -> list[bytes]:
    return [line for line in mail.splitlines() if line.startswith(b"Message-ID")]


def test_two_workers_at_once_tell_everybody_once(app, provider):
    for number in range(12):
        make_message(address=f"+8491234560{number % 10}")
    session().rollback()

    at_once(app, lambda _worker: str(sending.send_due()), senders=4)

    ids = [request["id"] for request in provider.requests]
    assert len(ids) == len(set(ids)) == 12


def test_who_has_opted_out_meanwhile_is_not_told(app, provider):
    message = make_message()
    tag = message.address_tag
    make_message(kind=MessageKind.REMINDER)

    with transaction():
        service.opt_out(tag)
        service.opt_out(tag)

    assert send() == 0
    assert {m.state for m in all_messages()} == {MessageState.CANCELLED}
    assert {m.sealed for m in all_messages()} == {None}
    assert make_message().problem is Problem.OPTED_OUT


def test_an_office_is_told_although_its_address_has_opted_out(app, postman):
    message = make_message(channel=Channel.EMAIL)
    with transaction():
        service.opt_out(message.address_tag)

    make_message(kind=MessageKind.CONTACT_REQUEST, channel=Channel.EMAIL)

    assert send() == 1


def test_without_the_key_of_the_vault_nothing_is_touched(
    app, provider, monkeypatch, tmp_path
):
    key = make_message().id
    monkeypatch.setitem(app.config, "KEYS_DIR", tmp_path)

    with pytest.raises(VaultIsShut, match=r"vault\.key"):
        send()

    assert get_message(key).attempts == 0


def test_what_another_vault_sealed_is_given_up(app, provider):
    message = make_message()
    key = message.id
    with transaction():
        session().get_one(type(message), key).sealed = b"\x04" * 90

    with capture_logs():
        assert send() == 0

    assert get_message(key).problem is Problem.UNREADABLE


def test_a_provider_that_answers_for_another_message_is_not_believed(app, provider):
    provider.answer = lambda request: accepted({**request, "id": "0" * 32})
    key = make_message().id

    with capture_logs():
        send()

    assert get_message(key).state is MessageState.WAITING


@pytest.mark.parametrize("status", [200, 201, 202])
def test_a_provider_may_have_delivered_at_once(app, provider, status):
    provider.answer = lambda request: (status, accepted(request, "delivered")[1])
    key = make_message().id

    send()

    message = get_message(key)
    assert message.state is MessageState.DELIVERED
    assert message.sealed is None


@pytest.mark.parametrize("status", [301, 302, 404, 500])
def test_other_answers_of_a_provider_are_no_delivery(app, provider, status):
    provider.answer = lambda request: (status, accepted(request)[1])
    key = make_message().id

    with capture_logs():
        send()

    assert get_message(key).state is MessageState.WAITING


def test_a_provider_that_says_nothing_sensible_is_no_delivery(app, provider):
    provider.answer = lambda _request: (200, b"<html>Login</html>")
    key = make_message().id

    with capture_logs():
        send()

    assert get_message(key).problem is Problem.UNREACHABLE


def test_what_a_provider_calls_a_cost_stays_within_reason(app):
    report = gateway.Report(id="1", state="sent", cost=-5, provider_id="x" * 500)

    outcome = gateway.outcome_of(report)

    assert outcome.cost_dong == 0
    assert len(outcome.provider_id) == 120


def test_staff_let_a_failed_message_out_anew_under_a_new_name(app, provider, hands):
    provider.answer = lambda request: (
        200,
        json.dumps({"id": request["id"], "state": "failed"}).encode(),
    )
    key = make_message().id
    with capture_logs():
        send()
    ended = get_message(key).state
    provider.answer = None

    with transaction():
        renewed = service.renew()
    send()

    assert (ended, renewed) == (MessageState.FAILED, 1)
    assert [request["id"] for request in provider.requests] == [
        key.hex(),
        f"{key.hex()}-1",
    ]
    assert get_message(key).state is MessageState.SENT


def test_what_was_cancelled_while_it_was_on_its_way_counts_as_sent(app, provider):
    key = make_message().id
    taken = threading.Event()

    def cancel_meanwhile(request):
        taken.set()
        with app.app_context(), transaction():
            service.cancel(problem=Problem.BY_STAFF)
        return accepted(request)

    provider.answer = cancel_meanwhile
    send()

    message = get_message(key)
    assert taken.is_set()
    assert message.state is MessageState.SENT
    assert message.sealed is None


def test_the_row_of_a_request_never_tells_the_minute_it_came(app, postman, hands):
    postman.to_recipient = "450 come back later"
    hands.set(datetime.fromisoformat("2026-11-05T14:37+07:00"))
    key = make_message(kind=MessageKind.CONTACT_REQUEST, channel=Channel.EMAIL).id

    with capture_logs():
        send()

    again_at = clock.local(get_message(key).next_at)
    assert again_at.isoformat() == "2026-11-05T15:00:00+07:00"
