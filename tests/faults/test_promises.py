"""Codes, second thoughts, kiosks and quarantine, in whatever order.

What was acknowledged is there exactly once, nobody counts twice, and each
refusal is the one that was due. `make state-study` runs it for longer.
"""

import json
import os
from datetime import timedelta

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

from survey import clock
from survey.database import session, transaction
from survey.invitations.errors import NothingToReplace
from survey.kiosks.service import revoke_kiosk
from survey.release import service as release
from survey.responses import letters, quarantine, service, taking, withdrawal
from survey.waves.service import periods_due
from tests.faults.ledger import Code, Fate, Form, Ledger
from tests.faults.world import World
from tests.survey.responses.clocks import SetClock, set_clock
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY
from tests.survey.responses.post import envelope_of, make_tablet

__all__ = ["set_clock"]

RUNS = int(os.environ.get("STATE_RUNS", "6"))
STEPS = int(os.environ.get("STATE_STEPS", "30"))
unit_numbers = st.integers(0, 1)


class KilledError(Exception):
    """Stands for whatever ends a process between two statements."""


class Promises(RuleBasedStateMachine):
    """People, codes, tablets, staff and nights, and a ledger of what was said."""

    set_clock: SetClock

    @initialize()
    def open_a_wave(self) -> None:
        self.set_clock(DAY)
        self.world = World()

    @property
    def ledger(self) -> Ledger:
        return self.world.ledger

    def coded(self) -> list[Form]:
        """Return the forms that a code has let through, whatever became of them."""
        counted = self.ledger.of(Fate.COUNTED, Fate.GONE)
        return [form for form in counted if form.code]

    # --- people ---------------------------------------------------------

    @rule(unit=unit_numbers, days=st.sampled_from([0, 3, 60]))
    def hand_out_a_code(self, unit: int, days: int) -> None:
        last = clock.today() + timedelta(days=days)
        words = code_for(self.world.wave, unit=self.world.unit(unit), expires_on=last)
        self.world.codes.append(Code(words, unit, last))

    @rule(unit=unit_numbers, people=st.integers(1, 6))
    def send_from_phones(self, unit: int, people: int) -> None:
        for _ in range(people):
            self.world.send(self.world.write(unit))

    @precondition(lambda self: self.world.codes)
    @rule(data=st.data())
    def send_with_a_code(self, data) -> None:
        code = data.draw(st.sampled_from(self.world.codes))
        self.world.send(self.world.write(code.unit, code=code))

    @precondition(lambda self: self.coded())
    @rule(data=st.data())
    def vote_again(self, data) -> None:
        earlier = data.draw(st.sampled_from(self.coded()))
        self.world.send(
            self.world.write(earlier.code.unit, code=earlier.code, replaces=earlier)
        )

    @precondition(lambda self: self.coded())
    @rule(data=st.data())
    def take_back(self, data) -> None:
        form = data.draw(st.sampled_from(self.coded()))
        try:
            with transaction():
                withdrawal.withdraw(form.code.words, form.receipt)
        except NothingToReplace:
            assert not form.found
        else:
            assert form.found
            self.ledger.let_go(form)

    @precondition(lambda self: self.ledger.forms)
    @rule(data=st.data())
    def send_again(self, data) -> None:
        self.world.send(data.draw(st.sampled_from(self.ledger.forms)))

    @precondition(lambda self: self.ledger.of(Fate.WAITS, Fate.DISCARDED))
    @rule(data=st.data(), days=st.integers(0, 2))
    def send_again_what_was_set_aside(self, data, days: int) -> None:
        self.let_days_pass(days)
        aside = self.ledger.of(Fate.WAITS, Fate.DISCARDED)
        self.world.send(data.draw(st.sampled_from(aside)))

    @precondition(lambda self: self.ledger.of(Fate.COUNTED, Fate.GONE))
    @rule(data=st.data())
    def send_otherwise(self, data) -> None:
        counted = self.ledger.of(Fate.COUNTED, Fate.GONE)
        form = data.draw(st.sampled_from(counted))
        unit = self.world.unit(form.unit)
        other = envelope_of(self.world.wave, uuid=form.uuid, unit=unit)

        outcome = self.world.hand_over(other)

        assert outcome.reason == "answered_otherwise"
        assert outcome.receipt == form.receipt

    @rule(unit=unit_numbers, kiosk=st.booleans())
    def lose_the_process_before_the_commit(self, unit: int, *, kiosk: bool) -> None:
        form = self.world.sign(unit, 0) if kiosk else self.world.write(unit)
        envelope = letters.read_envelope(json.dumps(form.envelope).encode())
        try:
            with transaction():
                taking.take(letters.open_envelope(envelope))
                raise KilledError
        except KilledError:
            pass

    # --- kiosks and staff -----------------------------------------------

    @rule(
        unit=unit_numbers,
        ages=st.lists(st.sampled_from([-2, -1, 0, 5, 16, 17]), min_size=1, max_size=3),
    )
    def send_from_a_kiosk(self, unit: int, ages: list[int]) -> None:
        for ago in ages:
            self.world.send(self.world.sign(unit, ago))

    @rule(unit=unit_numbers, late=st.integers(0, 3))
    def revoke_a_kiosk_that_still_sends(self, unit: int, late: int) -> None:
        tablet = self.world.tablets[unit]
        with transaction():
            revoke_kiosk(tablet.kiosk, by="account:test")
        for _ in range(late):
            self.world.send(self.world.sign(unit, 0))
        self.world.tablets[unit] = make_tablet(self.world.unit(unit))

    @rule(data=st.data(), accepted=st.booleans())
    def decide_upon_a_heap(self, data, *, accepted: bool) -> None:
        heaps = self.world.heaps()
        if not heaps:
            return
        heap = data.draw(st.sampled_from(heaps))
        forms = self.world.waiting_in(heap)
        assert len(forms) == heap.count
        with transaction():
            heap = quarantine.find_heap(heap.kiosk.id, heap.reason)
            if accepted:
                decided = quarantine.accept(heap, seen=len(forms))
                self.world.note_accepted(forms, decided)
                return
            assert quarantine.discard(heap, seen=len(forms)) == len(forms)
        for form in forms:
            form.fate = Fate.DISCARDED

    # --- nights ---------------------------------------------------------

    @rule(killed=st.booleans())
    def release(self, *, killed: bool) -> None:
        try:
            with transaction():
                release.release(self.world.wave, clock.today())
                if killed:
                    raise KilledError
        except KilledError:
            return
        self.ledger.lose_the_way(clock.today())

    @rule()
    def close_what_has_ended(self) -> None:
        for period in periods_due(self.world.wave, clock.today()):
            with transaction():
                release.close_period(self.world.wave, period, clock.today())
            self.ledger.lose_the_way(period.ends_on)

    @rule()
    def keep_house(self) -> None:
        with transaction():
            service.sweep(clock.today())

    @precondition(lambda self: clock.today() < self.world.wave.closes_on)
    @rule(days=st.sampled_from([1, 1, 2, 4, 20]))
    def let_days_pass(self, days: int) -> None:
        day = clock.today() + timedelta(days=days)
        self.set_clock(min(day, self.world.wave.closes_on))

    @invariant()
    def everything_is_as_it_was_promised(self) -> None:
        if hasattr(self, "world"):
            session().rollback()
            self.ledger.check()


def test_every_promise_is_kept_in_whatever_order(app, set_clock):
    run_state_machine_as_test(
        type("Kept", (Promises,), {"set_clock": staticmethod(set_clock)}),
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
