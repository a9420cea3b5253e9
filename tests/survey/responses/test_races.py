"""Several senders at once: a form is counted once, whoever is first."""

from uuid import uuid4

from sqlalchemy import func, select

from survey.database import session, transaction
from survey.invitations.errors import CodeUsed
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import InboxRow, Spent
from survey.responses.service import submit
from survey.waves.service import find_wave
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import make_submission
from tests.survey.responses.senders import SENDERS, at_once

ROUNDS = 20  # `make race-study` does a thousand


def submit_quick(uuid, code: int) -> str:
    wave = find_wave("nhanh")
    with transaction():
        return submit(make_submission(wave, uuid=uuid, answers={"overall": code}))


def submit_with(code: str, rating: int) -> str:
    wave = find_wave("nhanh")
    try:
        with transaction():
            return submit(make_submission(wave, code=code, answers={"overall": rating}))
    except CodeUsed:
        return ""


def counted() -> tuple[int, int]:
    session().rollback()
    return (
        session().scalar(select(func.count()).select_from(InboxRow)),
        session().scalar(select(func.count()).select_from(Spent)),
    )


def test_sixteen_senders_of_one_form_get_one_receipt(app, quick):
    uuid = uuid4()

    receipts = at_once(app, lambda _: submit_quick(uuid, 5))

    assert len(set(receipts)) == 1
    assert counted() == (1, 1)


def test_of_sixteen_different_bodies_one_is_counted(app, quick):
    uuid = uuid4()

    def act(number: int) -> str:
        try:
            return submit_quick(uuid, 1 + number % 5)
        except AnsweredOtherwise as refusal:
            return refusal.receipt

    receipts = at_once(app, act)

    assert len(set(receipts)) == 1
    assert counted() == (1, 1)


def test_sixteen_different_forms_are_all_counted(app, quick):
    receipts = at_once(app, lambda _: submit_quick(uuid4(), 5))

    assert len(set(receipts)) == SENDERS
    assert counted() == (SENDERS, SENDERS)


def test_of_sixteen_senders_with_one_code_exactly_one_gets_through(app, quick):
    for round_ in range(1, ROUNDS + 1):
        code = code_for(quick)

        receipts = at_once(app, lambda n, code=code: submit_with(code, 1 + n % 5))

        assert len(list(filter(None, receipts))) == 1
        assert counted() == (round_, round_)


def test_one_form_with_a_code_sent_sixteen_times_at_once_is_counted_once(app, quick):
    code, uuid = code_for(quick), uuid4()

    def act(_number: int) -> str:
        wave = find_wave("nhanh")
        with transaction():
            return submit(make_submission(wave, uuid=uuid, code=code))

    receipts = at_once(app, act)

    assert len(set(receipts)) == 1
    assert counted() == (1, 1)
