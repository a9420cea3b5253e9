from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.database import session, transaction
from survey.responses import service
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import InboxRow, Spent
from survey.responses.service import find_spent
from survey.waves.errors import WaveNotOpen
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import DAY, make_submission, send


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def inbox() -> list[InboxRow]:
    return list(session().scalars(select(InboxRow)))


def test_a_submission_lies_in_the_inbox_and_has_a_receipt(quick):
    receipt = send(quick, counter=3)

    (row,) = inbox()
    assert (row.counter, row.day, row.waiting) == (3, DAY, False)
    assert '"overall":5' in row.body
    assert find_spent(receipt).receipt == receipt


def test_the_same_submission_is_counted_once(quick):
    uuid = uuid4()

    receipts = {send(quick, uuid=uuid) for _ in range(3)}

    assert len(receipts) == 1
    assert (count(InboxRow), count(Spent)) == (1, 1)


def test_the_counter_and_the_day_do_not_make_it_another_submission(quick, set_clock):
    uuid = uuid4()
    first = send(quick, uuid=uuid, counter=3)

    set_clock(DAY + timedelta(days=7))
    again = send(quick, uuid=uuid, counter=4, day=DAY + timedelta(days=7))

    assert again == first
    assert [(row.counter, row.day) for row in inbox()] == [(3, DAY)]


def test_other_answers_under_the_same_uuid_are_refused_and_the_first_stay(quick):
    uuid = uuid4()
    receipt = send(quick, uuid=uuid)

    with pytest.raises(AnsweredOtherwise) as refusal:
        send(quick, uuid=uuid, answers={"overall": 1})

    assert refusal.value.receipt == receipt
    assert ['"overall":5' in row.body for row in inbox()] == [True]


def test_the_same_answers_in_another_language_have_the_same_receipt(quick):
    uuid = uuid4()
    first = send(quick, uuid=uuid, language="vi")

    again = send(quick, uuid=uuid, language="en")

    assert again == first
    assert [row.language for row in inbox()] == ["vi"]


def test_two_people_with_the_same_answers_are_both_counted(quick):
    assert send(quick) != send(quick)
    assert count(InboxRow) == 2


def test_neither_table_holds_the_uuid_or_a_key_of_the_other(quick):
    uuid = uuid4()
    send(quick, uuid=uuid)

    (row,), spent = inbox(), session().scalars(select(Spent)).one()
    assert row.key != spent.uuid_tag
    for kept in (row.key, spent.uuid_tag, spent.body_tag, row.body.encode()):
        assert uuid.bytes not in kept
        assert str(uuid).encode() not in kept


def submit_and_fail(wave) -> None:
    with transaction():
        service.submit(make_submission(wave))
        raise RuntimeError


def test_nothing_is_kept_when_the_transaction_fails(quick):
    with pytest.raises(RuntimeError):
        submit_and_fail(quick)

    assert (count(InboxRow), count(Spent)) == (0, 0)


@pytest.mark.parametrize("state", [WaveState.DRAFT, WaveState.CLOSED])
def test_a_wave_that_is_not_open_takes_nothing(app, state):
    wave = make_wave(instrument="quick_counter", state=state)

    with pytest.raises(WaveNotOpen):
        send(wave)

    assert count(Spent) == 0


def test_a_counted_submission_has_its_receipt_also_after_the_wave(quick):
    uuid = uuid4()
    receipt = send(quick, uuid=uuid)
    with transaction():
        quick.state = WaveState.CLOSED

    assert send(quick, uuid=uuid) == receipt


def test_without_an_open_period_nothing_is_taken(quick):
    with transaction():
        for period in quick.periods:
            period.closed_at = clock.now()

    with pytest.raises(WaveNotOpen):
        send(quick)


def test_a_unit_that_is_not_rated_takes_nothing(quick):
    with pytest.raises(IntegrityError):
        send(quick, unit=make_unit())

    assert (count(InboxRow), count(Spent)) == (0, 0)


@pytest.mark.parametrize("typed", ["", "AAAAAAAAAA", "\x00", "'; --", "Ế" * 10])
def test_a_receipt_that_was_never_given_is_not_found(quick, typed):
    send(quick)

    assert find_spent(typed) is None


def test_a_receipt_is_found_as_people_write_it(quick):
    receipt = send(quick)

    found = find_spent(f" {receipt[:5].lower()}-{receipt[5:]} ")

    assert found.receipt == receipt


def test_receipts_are_kept_for_120_days(quick):
    old, new = date(2026, 9, 1), date(2026, 9, 2)
    send(quick, day=old)
    kept = send(quick, day=new)

    with transaction():
        service.sweep(new + timedelta(days=120))

    assert session().scalars(select(Spent.receipt)).all() == [kept]
