"""Replacing and withdrawing a form by its code and its receipt, until the release."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.database import session, transaction
from survey.invitations import codes
from survey.invitations.errors import CodeUsed, InvitationError, NothingToReplace
from survey.invitations.models import CodeUse
from survey.release import service as release
from survey.responses.models import InboxRow, Response, Spent
from survey.responses.service import find_spent, submit
from survey.responses.withdrawal import is_in_inbox, withdraw
from survey.waves.service import find_wave
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY, make_submission, send, send_many
from tests.survey.responses.senders import at_once


@pytest.fixture
def code(quick) -> str:
    return code_for(quick)


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def ratings() -> list[str]:
    return [row.body[:24] for row in session().scalars(select(InboxRow))]


def night(quick) -> None:
    with transaction():
        release.release(quick, clock.today())


def take_back(code: str, receipt: str) -> None:
    with transaction():
        withdraw(code, receipt)


def test_a_later_form_takes_the_place_of_the_first(quick, code):
    first = send(quick, code=code, answers={"overall": 1})

    second = send(quick, code=code, replaces=first, answers={"overall": 4})

    assert ratings() == ['{"answers":{"overall":4}']
    assert find_spent(first).withdrawn
    assert not find_spent(second).withdrawn
    assert is_in_inbox(code, second)
    assert not is_in_inbox(code, first)


def test_a_vote_can_be_replaced_again_and_again(quick, code):
    receipt = send(quick, code=code)
    for rating in (1, 2, 3):
        receipt = send(quick, code=code, replaces=receipt, answers={"overall": rating})

    assert ratings() == ['{"answers":{"overall":3}']
    assert (count(CodeUse), count(Spent)) == (1, 4)


def test_a_replaced_form_that_comes_again_is_not_counted_again(quick, code):
    uuid = uuid4()
    first = send(quick, uuid=uuid, code=code)
    send(quick, code=code, replaces=first, answers={"overall": 2})

    assert send(quick, uuid=uuid, code=code) == first
    assert ratings() == ['{"answers":{"overall":2}']


def test_a_late_first_vote_does_not_overwrite_a_newer_one(quick, code):
    send(quick, code=code, answers={"overall": 2})

    with pytest.raises(CodeUsed):
        send(quick, code=code)

    assert ratings() == ['{"answers":{"overall":2}']
    assert count(Spent) == 1


@pytest.mark.parametrize("replaces", ["AAAAAAAAAA", "", "Ế" * 10])
def test_without_the_receipt_nothing_is_replaced(quick, code, replaces):
    send(quick, code=code, answers={"overall": 2})

    with pytest.raises(NothingToReplace):
        send(quick, code=code, replaces=replaces)

    assert ratings() == ['{"answers":{"overall":2}']
    assert count(Spent) == 1


def test_without_the_code_nothing_is_replaced(quick, code):
    first = send(quick, code=code)

    with pytest.raises(NothingToReplace):
        send(quick, replaces=first)

    assert count(InboxRow) == 1


def test_another_code_does_not_replace_the_form(quick, code):
    first = send(quick, code=code)

    with pytest.raises(NothingToReplace):
        send(quick, code=code_for(quick), replaces=first)

    assert (count(InboxRow), count(CodeUse)) == (1, 1)


@pytest.mark.parametrize("others", [9, 3], ids=["released", "set apart"])
def test_the_release_ends_replacing_and_withdrawing(quick, code, others):
    first = send(quick, code=code, answers={"overall": 2})
    send_many(quick, others)

    night(quick)

    for change in (
        lambda: send(quick, code=code, replaces=first),
        lambda: take_back(code, first),
    ):
        with pytest.raises(NothingToReplace):
            change()
    assert not is_in_inbox(code, first)
    assert not find_spent(first).withdrawn
    assert codes.is_used(code)
    assert count(InboxRow) + count(Response) == others + 1
    assert count(Spent) == others + 1


def test_a_withdrawn_form_is_gone_and_its_code_can_be_used_once_more(quick, code):
    first = send(quick, code=code)

    take_back(code, first)

    assert (count(InboxRow), count(CodeUse)) == (0, 0)
    assert find_spent(first).withdrawn
    send(quick, code=code, answers={"overall": 3})
    assert ratings() == ['{"answers":{"overall":3}']


def test_a_withdrawn_form_that_comes_again_is_not_counted_again(quick, code):
    uuid = uuid4()
    first = send(quick, uuid=uuid, code=code)
    take_back(code, first)

    assert send(quick, uuid=uuid, code=code) == first
    assert count(InboxRow) == 0
    assert not codes.is_used(code)


def test_what_was_withdrawn_cannot_be_replaced(quick, code):
    first = send(quick, code=code)
    take_back(code, first)

    with pytest.raises(NothingToReplace):
        send(quick, code=code, replaces=first)

    assert count(InboxRow) == 0


def test_nothing_is_withdrawn_twice(quick, code):
    first = send(quick, code=code)
    take_back(code, first)

    with pytest.raises(NothingToReplace):
        take_back(code, first)


def test_an_expired_code_still_takes_back_but_lets_nothing_new_in(
    quick, code, set_clock
):
    first = send(quick, code=code)
    set_clock(DAY + timedelta(days=31))

    with pytest.raises(InvitationError):
        send(quick, code=code, replaces=first, day=clock.today())
    take_back(code, first)

    assert count(InboxRow) == 0


def test_of_sixteen_who_replace_the_same_form_one_gets_through(app, quick, code):
    first = send(quick, code=code)

    def act(number: int) -> str:
        again = make_submission(
            find_wave("nhanh"),
            code=code,
            replaces=first,
            answers={"overall": 1 + number % 5},
        )
        try:
            with transaction():
                return submit(again)
        except NothingToReplace:
            return ""

    receipts = at_once(app, act)

    session().rollback()
    assert len(list(filter(None, receipts))) == 1
    assert (count(InboxRow), count(CodeUse), count(Spent)) == (1, 1, 2)


def test_of_replacing_and_withdrawing_at_once_one_happens(app, quick, code):
    first = send(quick, code=code)

    def act(number: int) -> str:
        try:
            if number % 2:
                with transaction():
                    withdraw(code, first)
                    return "withdrawn"
            with transaction():
                return submit(
                    make_submission(find_wave("nhanh"), code=code, replaces=first)
                )
        except NothingToReplace:
            return ""

    done = list(filter(None, at_once(app, act)))

    session().rollback()
    assert len(done) == 1
    assert count(InboxRow) == (0 if done == ["withdrawn"] else 1)
