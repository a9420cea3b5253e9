"""Two offices with phones, codes and tablets, and what is due to each form."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from survey import clock, keys
from survey.agencies.models import Unit
from survey.database import session
from survey.responses import api, letters, rules
from survey.responses.models import QuarantineReason, Spent
from survey.responses.quarantine import Decided, Heap, list_heaps
from tests.factories import make_unit, make_wave
from tests.faults.ledger import Code, Fate, Form, Ledger
from tests.survey.responses.post import Tablet, envelope_of, make_tablet

FATES = {
    "counted": {Fate.COUNTED, Fate.GONE},
    "quarantined": {Fate.WAITS, Fate.DISCARDED},
    "refused": {Fate.REFUSED},
}


class World:
    """Sends forms through the platform's own door, and notes what it says."""

    def __init__(self) -> None:
        self.wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
        self.tablets: list[Tablet] = [make_tablet(unit) for unit in self.wave.units]
        self.codes: list[Code] = []
        self.ledger = Ledger(self.wave.id)

    def unit(self, number: int) -> Unit:
        return self.wave.units[number]

    def write(
        self, unit: int, *, code: Code | None = None, replaces: Form | None = None
    ) -> Form:
        """Return a form of a phone that was not sent yet."""
        uuid = uuid4()
        envelope = envelope_of(
            self.wave,
            uuid=uuid,
            unit=self.unit(unit),
            answers={"overall": ["5"], "comment": [str(uuid)]},
            code=code and code.words,
            replaces=replaces and replaces.receipt,
        )
        return Form(uuid, unit, envelope, code=code, replaces=replaces)

    def sign(self, unit: int, ago: int) -> Form:
        """Return a form of a tablet whose clock shows a day so long ago."""
        form, tablet = self.write(unit), self.tablets[unit]
        form.tablet, form.day = tablet, clock.today() - timedelta(days=ago)
        form.envelope = tablet.sign(form.envelope, form.day)
        return form

    def hand_over(self, envelope: dict[str, Any]) -> api.Outcome:
        return api.handle(letters.read_envelope(json.dumps(envelope).encode()))

    def send(self, form: Form) -> None:
        """Send a form, for the first time or once more; what is due must come."""
        due, why = self._due(form)
        receipt = form.receipt
        outcome = self.hand_over(form.envelope)

        assert due in FATES[outcome.state]
        assert outcome.reason == why
        assert receipt in {None, outcome.receipt}
        if form not in self.ledger.forms:
            self.ledger.forms.append(form)
        if due is Fate.COUNTED and form.fate is not due:
            day = min(form.day or clock.today(), clock.today())
            self.ledger.count(form, str(outcome.receipt), day)
        elif due is Fate.WAITS and form.fate is not due:
            form.fate, form.arrived_on = due, clock.today()
            form.reason = self._reason_to_wait(form)

    def _due(self, form: Form) -> tuple[Fate, str | None]:
        """Return what must become of a form that is sent now, and why."""
        if form.fate is not Fate.REFUSED:
            return form.fate, None
        if form.day is not None:
            waits = self._reason_to_wait(form) is not None
            return Fate.WAITS if waits else Fate.COUNTED, None
        why = self._reason_to_refuse(form)
        return Fate.REFUSED if why else Fate.COUNTED, why

    def _reason_to_refuse(self, form: Form) -> str | None:
        if form.code is None:
            return None
        if form.code.expires_on < clock.today():
            return "code_expired"
        if form.replaces is None:
            return "code_used" if form.code.form else None
        finds = form.code.form is form.replaces and form.replaces.found
        return None if finds else "nothing_to_replace"

    def _reason_to_wait(self, form: Form) -> QuarantineReason | None:
        assert form.tablet is not None
        assert form.day is not None
        if form.tablet.kiosk.revoked_at is not None:
            return QuarantineReason.REVOKED
        opens_on, today = self.wave.opens_on, clock.today()
        if rules.is_impossible(form.day, opens_on=opens_on, today=today):
            return QuarantineReason.CLOCK
        return None

    def heaps(self) -> list[Heap]:
        """Return what waits in quarantine of the tablets of this world."""
        own = {unit.id for unit in self.wave.units}
        return [heap for heap in list_heaps() if heap.kiosk.unit_id in own]

    def waiting_in(self, heap: Heap) -> list[Form]:
        """Return the forms that lie in a heap of the quarantine."""
        return [
            form
            for form in self.ledger.of(Fate.WAITS)
            if form.tablet is not None
            and (form.tablet.kiosk.id, form.reason) == (heap.kiosk.id, heap.reason)
        ]

    def _day_of(self, form: Form) -> date:
        """Return the day an accepted form counts on: its own, if that can be."""
        arrived, claimed = form.arrived_on or clock.today(), form.day or clock.today()
        if form.reason is not QuarantineReason.CLOCK:
            return min(claimed, clock.today())
        possible = self.wave.opens_on <= claimed <= arrived
        return claimed if possible else arrived

    def note_accepted(self, forms: list[Form], decided: Decided) -> None:
        """Note which forms count now: on the day they arrived, or the one they name."""
        left = 0
        for form in forms:
            day = self._day_of(form)
            if day < self.wave.opens_on:
                left += 1
                continue
            tag = keys.tag("spent", form.uuid.bytes)
            receipt = select(Spent.receipt).where(Spent.uuid_tag == tag)
            self.ledger.count(form, session().scalars(receipt).one(), day)
        assert (decided.counted, decided.left) == (len(forms) - left, left)
