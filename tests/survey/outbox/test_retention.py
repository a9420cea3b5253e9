from datetime import date, timedelta

import pytest
from sqlalchemy import select

from survey.channels import Channel
from survey.data_classes import CONTACT
from survey.database import session, transaction
from survey.outbox import service
from survey.outbox.models import Message, MessageKind, MessageState, Problem
from tests.survey.outbox.factories import NOON, all_messages, make_message, send

TODAY = NOON.date()
HELD = [column for column in Message.__table__.columns if column.info == CONTACT]


def sweep(day: date) -> None:
    session().rollback()
    with transaction():
        service.sweep(day)


def contacts() -> set[object]:
    session().rollback()
    rows = session().execute(select(*HELD))
    return {value for row in rows for value in row if value is not None}


def test_the_contacts_of_a_message_are_known():
    assert [column.name for column in HELD] == ["sealed", "address_tag"]


@pytest.mark.parametrize("in_hand", [False, True])
def test_what_could_not_be_sent_is_forgotten_after_30_days(app, in_hand):
    make_message()
    with transaction():
        session().scalars(select(Message)).one().in_hand = in_hand

    sweep(TODAY + timedelta(days=30))
    before = contacts()
    sweep(TODAY + timedelta(days=31))

    assert before
    assert contacts() == set()
    (message,) = all_messages()
    assert message.state is MessageState.CANCELLED
    assert message.problem is Problem.TOO_LATE


def test_a_provider_that_reports_nothing_is_waited_for_three_days(app, provider):
    make_message()
    send()

    sweep(TODAY + timedelta(days=3))
    before = contacts()
    sweep(TODAY + timedelta(days=4))

    assert before
    assert contacts() == set()
    assert all_messages()[0].state is MessageState.SENT


def test_of_a_request_for_a_call_nothing_is_left_after_30_days(app, postman):
    make_message(kind=MessageKind.CONTACT_REQUEST, channel=Channel.EMAIL)
    send()
    make_message(
        kind=MessageKind.CONTACT_REQUEST,
        channel=Channel.EMAIL,
        address="desk@example.vn",
    )

    sweep(TODAY + timedelta(days=31))

    assert all_messages() == []


def test_sums_are_kept_for_a_year_and_a_month(app, provider):
    make_message()
    send()

    sweep(TODAY + timedelta(days=400))
    kept = len(all_messages())
    sweep(TODAY + timedelta(days=402))

    assert (kept, all_messages()) == (1, [])
