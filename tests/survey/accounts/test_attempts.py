from datetime import timedelta

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.accounts import attempts
from survey.accounts.errors import TooManyAttempts
from survey.accounts.models import SignInFailure
from survey.database import session, transaction
from tests.survey.accounts.factories import set_clock


def fail(times, username="lan", address="10.0.0.1"):
    for _ in range(times):
        with transaction():
            attempts.note(username, address)


def test_the_sixth_attempt_within_a_quarter_of_an_hour_is_refused(app):
    fail(5)

    with pytest.raises(TooManyAttempts):
        fail(1)


def test_a_refused_attempt_does_not_prolong_the_pause(app):
    fail(5)

    with pytest.raises(TooManyAttempts):
        fail(1)

    assert session().scalar(select(func.count(SignInFailure.id))) == 5


def test_another_address_or_another_user_is_not_concerned(app):
    fail(5)

    fail(1, username="hoa")
    fail(1, address="10.0.0.2")


def test_after_a_quarter_of_an_hour_one_may_try_again(app, monkeypatch):
    start = clock.now()
    fail(5)

    set_clock(monkeypatch, start + timedelta(minutes=16))
    fail(1)

    assert session().scalar(select(func.count(SignInFailure.id))) == 1


def test_a_right_password_lets_one_start_anew(app):
    fail(4)

    with transaction():
        attempts.forget("lan", "10.0.0.1")

    fail(5)


def test_neither_user_name_nor_address_is_stored(app):
    fail(1)

    row = session().scalars(select(SignInFailure)).one()

    assert len(row.source_tag) == 32
    assert b"lan" not in row.source_tag
