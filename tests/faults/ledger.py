"""What the platform has promised to whom, kept beside it by the test.

Every form carries a word of its own, so that a loss and a double both show.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from survey import keys
from survey.database import session
from survey.invitations.models import AccessCode, CodeBatch, CodeUse
from survey.responses.body import read_answers_of
from survey.responses.models import (
    Comment,
    InboxRow,
    Quarantined,
    QuarantineReason,
    Response,
    Spent,
)
from survey.responses.quarantine import DISCARDED
from tests.survey.responses.post import Tablet


class Fate(StrEnum):
    """What the platform has said of a form, last."""

    COUNTED = "counted"
    GONE = "counted, then replaced or taken back"
    WAITS = "in quarantine"
    DISCARDED = "discarded"
    REFUSED = "refused"


@dataclass(eq=False)
class Code:
    """A code in somebody's hand, and the form that it has let through."""

    words: str
    unit: int
    expires_on: date
    form: "Form | None" = None


@dataclass(eq=False)
class Form:
    """A form as it was sent, and what was said of it."""

    uuid: UUID
    unit: int
    envelope: dict[str, Any]
    code: Code | None = None
    replaces: "Form | None" = None
    tablet: Tablet | None = None
    day: date | None = None  # what a tablet has signed
    fate: Fate = Fate.REFUSED
    receipt: str | None = None
    counted_on: date | None = None
    # Whether code and receipt still lead to it.
    found: bool = False
    # Why it waits in quarantine, and since when.
    reason: QuarantineReason | None = None
    arrived_on: date | None = None

    @property
    def word(self) -> str:
        """Return the word that tells it from all others."""
        return str(self.uuid)


@dataclass
class Ledger:
    """All forms of a wave, in a database where other runs have left theirs."""

    wave_id: int
    forms: list[Form] = field(default_factory=list)
    receipts_before: set[str] = field(default_factory=lambda: set(_all(Spent.receipt)))

    def of(self, *fates: Fate) -> list[Form]:
        """Return the forms with one of these fates."""
        return [form for form in self.forms if form.fate in fates]

    def count(self, form: Form, receipt: str, day: date) -> None:
        """Note that a form was acknowledged as counted on a day."""
        form.fate, form.receipt, form.counted_on = Fate.COUNTED, receipt, day
        form.found = form.code is not None
        if form.code is not None:
            if form.replaces is not None:
                self.let_go(form.replaces)
            form.code.form = form

    @staticmethod
    def let_go(form: Form) -> None:
        """Note that a form does not count any more."""
        form.fate, form.found = Fate.GONE, False
        if form.code is not None:
            form.code.form = None

    def lose_the_way(self, until: date) -> None:
        """Note that nobody finds the forms of these days any more."""
        for form in self.of(Fate.COUNTED):
            if form.counted_on is not None and form.counted_on <= until:
                form.found = False

    def check(self) -> None:
        """Compare all that was promised with all that is there."""
        self._check_forms()
        self._check_receipts()
        self._check_codes()

    def _check_forms(self) -> None:
        counted = Counter(form.word for form in self.of(Fate.COUNTED))
        assert self._words_kept() == counted
        assert len(self._all(Response.id)) == len(self._all(Comment.words))
        waiting = {_quarantine_tag(form) for form in self.of(Fate.WAITS)}
        discarded = {_quarantine_tag(form) for form in self.of(Fate.DISCARDED)}
        rows = dict(
            session()
            .execute(
                select(Quarantined.uuid_tag, Quarantined.sealed).where(
                    Quarantined.wave_id == self.wave_id
                )
            )
            .all()
        )
        assert {tag for tag in rows if rows[tag] != DISCARDED} == waiting
        assert {tag for tag in rows if rows[tag] == DISCARDED} == discarded

    def _check_receipts(self) -> None:
        told = {form.receipt: form.fate is Fate.GONE for form in self.forms}
        told.pop(None, None)
        known = dict(session().execute(select(Spent.receipt, Spent.withdrawn)).all())
        assert {
            receipt: known[receipt] for receipt in known.keys() - self.receipts_before
        } == told

    def _check_codes(self) -> None:
        """Each use has let one living form through, and leads to no answer."""
        living = [form.code.words for form in self.of(Fate.COUNTED) if form.code]
        assert len(living) == len(set(living))
        uses = session().scalars(_uses_in(self.wave_id)).all()
        assert len(uses) == len(living)
        of_uses = {
            value
            for use in uses
            for value in (use.code_tag, use.receipt_tag, use.locator)
        }
        keys_in_inbox = self._all(InboxRow.key)
        of_answers = {*keys_in_inbox, *_all(Spent.uuid_tag), *_all(Spent.body_tag)}
        assert not of_uses & of_answers

    def _words_kept(self) -> Counter[str]:
        bodies = self._all(InboxRow.body)
        waiting = [str(read_answers_of(body)["comment"]) for body in bodies]
        return Counter([*waiting, *self._all(Comment.words)])

    def _all(self, column: Any) -> list[Any]:
        mine = column.class_.wave_id == self.wave_id
        return list(session().scalars(select(column).where(mine)))


def _all(column: Any) -> list[Any]:
    return list(session().scalars(select(column)))


def _uses_in(wave_id: int) -> Any:
    return (
        select(CodeUse)
        .join(AccessCode, AccessCode.code_tag == CodeUse.code_tag)
        .join(CodeBatch, CodeBatch.id == AccessCode.batch_id)
        .where(CodeBatch.wave_id == wave_id)
    )


def _quarantine_tag(form: Form) -> bytes:
    return keys.tag("quarantine", form.uuid.bytes)
