"""How attempts end: refused, unheard, reported late, or not made at all."""

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from survey.channels import Channel
from survey.database import session, transaction
from survey.outbox import gateway, service
from survey.outbox.models import Message, MessageKind, MessageState, Problem
from survey.outbox.rules import failed
from tests.survey.outbox.factories import (
    NOON,
    all_messages,
    get_message,
    make_message,
    send,
)


def test_a_number_that_does_not_exist_is_not_tried_twice(app, provider):
    provider.answer = lambda request: refused(request, "address")
    key = make_message().id

    with capture_logs():
        send()

    message = get_message(key)
    assert message.state is MessageState.FAILED
    assert message.problem is Problem.REFUSED_ADDRESS
    assert message.sealed is None


def refused(request, problem: str | None):
    told = {"id": request["id"], "state": "failed", "problem": problem}
    return 422, json.dumps(told).encode()


@pytest.mark.parametrize(
    "answer",
    [
        lambda _request: (422, b"{}"),
        lambda _request: (400, b"<html>Bad Request</html>"),
        lambda request: refused(request, None),
        lambda request: refused(request | {"id": "0" * 32}, "address"),
    ],
)
def test_a_refusal_that_names_no_number_is_ours_and_forgets_nothing(
    app, provider, hands, answer
):
    provider.answer = answer
    key = make_message().id
    with capture_logs():
        for _attempt in range(6):
            send()
            hands.set(max(hands.moment, get_message(key).next_at))
    message = get_message(key)
    ended = (message.state, message.problem, message.sealed is not None)
    hands.set(NOON + timedelta(days=1))
    provider.answer = None

    with transaction():
        service.renew()
    send()

    assert ended == (MessageState.FAILED, Problem.REFUSED_US, True)
    assert get_message(key).state is MessageState.SENT
    assert {request["id"] for request in provider.requests} == {key.hex()}


def give_up(key: bytes) -> None:
    with transaction():
        message = session().get_one(Message, key)
        message.attempts = 6
        service.settle(message, failed(Problem.UNREACHABLE))


def report(key: bytes, state: str) -> None:
    told = gateway.Report(id=key.hex(), state=state)
    with transaction():
        service.settle(service.find_message(told.id), gateway.outcome_of(told))


def test_what_was_reported_as_sent_stays_so_when_our_attempt_times_out(app):
    key = make_message().id

    report(key, "sent")
    give_up(key)

    message = get_message(key)
    assert (message.state, message.problem) == (MessageState.SENT, None)


@pytest.mark.parametrize("state", ["sent", "delivered"])
def test_a_late_report_settles_what_we_had_given_up(app, state):
    key = make_message().id
    give_up(key)

    report(key, state)

    message = get_message(key)
    assert (message.state, message.problem) == (MessageState(state), None)


def test_what_failed_unheard_goes_out_anew_under_its_old_name(app, provider):
    key = make_message().id
    give_up(key)

    with transaction():
        service.renew()
    send()

    assert [request["id"] for request in provider.requests] == [key.hex()]


def test_a_channel_that_is_away_is_not_asked_again_in_this_run(app, provider, postman):
    provider.answer = lambda _request: (503, b"busy")
    for channel in (Channel.SMS, Channel.SMS, Channel.EMAIL, Channel.EMAIL):
        make_message(channel=channel)

    with capture_logs():
        sent = send()

    assert (sent, len(provider.requests)) == (2, 1)
    assert sorted(m.attempts for m in all_messages()) == [0, 1, 1, 1]


def test_one_mailbox_that_is_busy_holds_up_no_other(app, postman):
    postman.to_recipient = "450 4.2.0 come back later"
    for _ in range(2):
        make_message(channel=Channel.EMAIL)

    with capture_logs():
        send()

    assert [m.attempts for m in all_messages()] == [1, 1]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (MessageKind.INVITATION, MessageState.FAILED),
        (MessageKind.ALERT, MessageState.WAITING),
    ],
)
def test_a_mail_whose_answer_was_lost_is_repeated_unless_a_citizen_gets_it(
    app, postman, hands, kind, state
):
    postman.to_data = "hang up"
    key = make_message(kind=kind, channel=Channel.EMAIL).id

    with capture_logs():
        send()

    message = get_message(key)
    assert (message.state, message.problem) == (state, Problem.UNKNOWN)
    postman.to_data = "250 OK"
    hands.go_on(minutes=2)
    assert send() == (state is MessageState.WAITING)


def test_what_may_be_kept_no_longer_is_not_sent(app, provider, hands):
    key = make_message(kept_until=NOON.date()).id
    hands.go_on(days=1)

    assert send() == 0
    assert get_message(key).problem is Problem.TOO_LATE


def test_who_opts_out_is_forgotten_also_where_she_was_written_to(app, provider):
    sent, other = make_message().id, make_message(address="+84912345679").id
    send()
    given_up = make_message().id
    give_up(given_up)
    tag = get_message(sent).address_tag
    with transaction():
        service.opt_out(tag)

    for key in (sent, given_up):
        message = get_message(key)
        assert (message.sealed, message.address_tag) == (None, None)
    assert get_message(sent).state is MessageState.SENT
    assert get_message(other).sealed is not None
    with transaction():
        assert service.renew() == 0
