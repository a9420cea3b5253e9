"""Forms come in while others are released: each is counted exactly once."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from survey.database import session, transaction
from survey.release import service
from survey.responses.models import Comment, Response
from survey.responses.service import submit
from survey.waves.service import find_wave
from tests.survey.release.tables import count, inbox
from tests.survey.responses.factories import DAY, make_submission, send_many
from tests.survey.responses.senders import SENDERS, at_once


def send_words(words: str) -> str:
    wave = find_wave("nhanh")
    answers = {"overall": 5, "comment": words}
    with transaction():
        return submit(make_submission(wave, uuid=uuid4(), answers=answers))


def run_release() -> str:
    wave = find_wave("nhanh")
    with transaction():
        return str(service.release(wave, DAY).released)


def test_forms_that_come_in_during_a_release_are_counted_once(app, wave):
    def act(number: int) -> str:
        if number % 4 == 0:
            return run_release()
        return "".join(send_words(f"{number}/{n}") for n in range(4))

    at_once(app, act)
    send_many(wave, 10)
    run_release()

    sent = {
        f"{number}/{n}" for number in range(SENDERS) if number % 4 for n in range(4)
    }
    kept = session().scalars(select(Comment.words)).all()
    assert sorted(kept) == sorted(sent)
    assert (count(Response), inbox()) == (len(sent) + 10, [])


@pytest.mark.parametrize("waiting", [10, 25])
def test_four_releases_at_once_release_everything_once(app, wave, waiting):
    send_many(wave, waiting)

    released = at_once(app, lambda _: run_release(), senders=4)

    assert sum(map(int, released)) == waiting
    assert count(Response) == waiting
