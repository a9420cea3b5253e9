"""Whatever happens in whatever order: what was thanked for is counted once.

Every form carries words of its own, so that a loss and a double both show.
"""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from survey import clock
from survey.database import session, transaction
from survey.release import service
from survey.responses.body import read_answers_of
from survey.responses.errors import AnsweredOtherwise
from survey.responses.models import Comment, InboxRow, Response
from survey.responses.service import find_spent, submit
from survey.waves.service import periods_due
from tests.factories import make_unit, make_wave
from tests.survey.responses.clocks import SetClock
from tests.survey.responses.factories import DAY, make_submission


class KilledError(Exception):
    """Stands for whatever ends a process between two statements."""


class Street(RuleBasedStateMachine):
    """Everything that may happen between a phone and a response."""

    set_clock: SetClock

    @initialize()
    def open_a_wave(self) -> None:
        self.set_clock(DAY)
        self.wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
        self.receipts: dict[UUID, str] = {}
        self.units: dict[UUID, int] = {}

    def submission(self, uuid: UUID, code: int = 5):
        answers = {"overall": code, "comment": str(uuid)}
        unit = self.wave.units[self.units[uuid]]
        return make_submission(
            self.wave, unit=unit, uuid=uuid, answers=answers, day=clock.today()
        )

    def send(self, uuid: UUID, code: int = 5) -> str:
        with transaction():
            return submit(self.submission(uuid, code))

    @rule(unit=st.integers(0, 1), people=st.integers(1, 6))
    def send_new_forms(self, unit: int, people: int) -> None:
        for _ in range(people):
            uuid = uuid4()
            self.units[uuid] = unit
            self.receipts[uuid] = self.send(uuid)

    @precondition(lambda self: self.receipts)
    @rule(data=st.data())
    def send_again(self, data) -> None:
        uuid = data.draw(st.sampled_from(sorted(self.receipts)))

        assert self.send(uuid) == self.receipts[uuid]

    @precondition(lambda self: self.receipts)
    @rule(data=st.data())
    def send_otherwise(self, data) -> None:
        uuid = data.draw(st.sampled_from(sorted(self.receipts)))

        with pytest.raises(AnsweredOtherwise) as refusal:
            self.send(uuid, code=1)

        assert refusal.value.receipt == self.receipts[uuid]

    @rule(unit=st.integers(0, 1))
    def lose_the_connection_before_the_commit(self, unit: int) -> None:
        uuid = uuid4()
        self.units[uuid] = unit
        try:
            with transaction():
                submit(self.submission(uuid))
                raise KilledError
        except KilledError:
            del self.units[uuid]

    @rule()
    def release(self) -> None:
        with transaction():
            service.release(self.wave, clock.today())

    @rule()
    def kill_a_release(self) -> None:
        try:
            with transaction():
                service.release(self.wave, clock.today())
                raise KilledError
        except KilledError:
            pass

    @precondition(lambda self: clock.today() < self.wave.closes_on)
    @rule(days=st.integers(1, 20))
    def let_days_pass(self, days: int) -> None:
        day = clock.today() + timedelta(days=days)
        self.set_clock(min(day, self.wave.closes_on))

    @rule()
    def close_what_has_ended(self) -> None:
        for period in periods_due(self.wave, clock.today()):
            with transaction():
                service.close_period(self.wave, period, clock.today())

    @invariant()
    def what_was_thanked_for_is_there_once_and_nothing_else(self) -> None:
        if not hasattr(self, "wave"):
            return
        assert sorted(self.words_kept()) == sorted(map(str, self.receipts))

    @invariant()
    def every_receipt_is_found(self) -> None:
        for receipt in getattr(self, "receipts", {}).values():
            assert find_spent(receipt).receipt == receipt

    @invariant()
    def responses_and_comments_are_as_many(self) -> None:
        if hasattr(self, "wave"):
            assert len(self.rows(Response.id)) == len(self.rows(Comment.words))

    def words_kept(self) -> list[str]:
        waiting = [
            read_answers_of(body)["comment"] for body in self.rows(InboxRow.body)
        ]
        return [*waiting, *self.rows(Comment.words)]

    def rows(self, column) -> list:
        wave_id = column.class_.wave_id
        statement = select(column).where(wave_id == self.wave.id)
        return list(session().scalars(statement))


def test_every_form_that_was_thanked_for_is_counted_once(app, set_clock):
    run_state_machine_as_test(
        type("OpenStreet", (Street,), {"set_clock": staticmethod(set_clock)}),
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
