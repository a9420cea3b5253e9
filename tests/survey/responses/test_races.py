"""Several senders at once: a form is counted once, whoever is first."""

from uuid import uuid4

from sqlalchemy import func, select

from survey.database import session, transaction
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import InboxRow, Spent
from survey.responses.service import submit
from survey.waves.service import find_wave
from tests.survey.responses.factories import make_submission
from tests.survey.responses.senders import SENDERS, at_once


def submit_quick(uuid, code: int) -> str:
    wave = find_wave("nhanh")
    with transaction():
        return submit(make_submission(wave, uuid=uuid, answers={"overall": code}))


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
