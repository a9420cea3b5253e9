from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from survey.accounts.models import Account
from survey.addresses import LARGEST
from survey.forms import FlaskForm, tidy
from survey.i18n import lazy_gettext as _l
from survey.slips.models import BoxOpening, Spoilt
from survey.slips.printing import MOST_SLIPS
from survey.slips.rules import Findings, Witness

LONGEST_NOTE = 1_000
LONGEST_NAME = 120
MOST_FOUND = 100_000
NOBODY = 0

FAULTS = {
    Spoilt.EMPTY: _l("Nothing is ticked, or an answer is missing that the form needs"),
    Spoilt.AMBIGUOUS: _l("Several boxes are ticked where one was asked for"),
    Spoilt.ILLEGIBLE: _l("It cannot be read"),
    Spoilt.FOREIGN: _l("It was copied, altered or is not ours"),
    Spoilt.NAMED: _l("It says who filled it in"),
}


class PrintForm(FlaskForm):
    """Slips that are about to be printed."""

    office = SelectField(
        _l("Office"), [InputRequired(_l("Choose an office."))], choices=[]
    )
    count = IntegerField(
        _l("Number of slips"),
        [
            InputRequired(_l("Write how many slips.")),
            NumberRange(1, MOST_SLIPS, _l("Write a number from 1 to 400.")),
        ],
        default=50,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_SLIPS},
    )


def _number(label: str, **render: Any) -> IntegerField:
    return IntegerField(
        label,
        [
            InputRequired(_l("Write a number; 0 where there is none.")),
            NumberRange(0, MOST_FOUND, _l("Write a whole number.")),
        ],
        render_kw={"inputmode": "numeric", "min": 0, **render},
    )


class OpeningForm(FlaskForm):
    """What two people write down about a box."""

    opened_on = DateField(
        _l("Opened on"), [InputRequired(_l("Choose the day of the opening."))]
    )
    found = _number(_l("Slips in the box"))
    invalid = _number(_l("Of these invalid"))
    seal_intact = RadioField(
        _l("Was the seal intact?"),
        [InputRequired(_l("Say whether the seal was intact."))],
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
    )
    witness = SelectField(_l("Witness with an account"), coerce=int, choices=[])
    witness_name = StringField(
        _l("or: name of the witness"), [Length(max=LONGEST_NAME)], filters=[tidy]
    )
    witness_position = StringField(
        _l("and the witness's position"), [Length(max=LONGEST_NAME)], filters=[tidy]
    )
    note = TextAreaField(
        _l("Note"),
        [
            Length(
                max=LONGEST_NOTE, message=_l("Please write at most 1,000 characters.")
            )
        ],
        filters=[lambda words: (words or "").strip()],
        render_kw={"rows": 3, "maxlength": LONGEST_NOTE},
    )
    confirmed = BooleanField(
        _l("We were two, we counted, and this is what we found."),
        [InputRequired(_l("Tick the box: the record cannot be changed afterwards."))],
    )

    def offer(self, witnesses: Iterable[Account]) -> None:
        """Let these colleagues be chosen as witness."""
        self.witness.choices = [
            SelectChoice(str(NOBODY), _l("nobody of these")),
            *(SelectChoice(str(account.id), account.name) for account in witnesses),
        ]

    def show(self, opening: BoxOpening) -> None:
        """Fill in what a record says that is about to be corrected."""
        for name in ("opened_on", "found", "invalid", "note"):
            self[name].data = getattr(opening, name)
        self.seal_intact.data = "yes" if opening.seal_intact else "no"
        self.witness.data = opening.witness_id or NOBODY
        self.witness_name.data = opening.witness_name or ""
        self.witness_position.data = opening.witness_position or ""

    def findings(self) -> Findings:
        """Return what was written, once it is valid."""
        return Findings(
            opened_on=cast(date, self.opened_on.data),
            witness=Witness(
                account_id=self.witness.data or None,
                name=self.witness_name.data or "",
                position=self.witness_position.data or "",
            ),
            found=self.found.data or 0,
            invalid=self.invalid.data or 0,
            seal_intact=self.seal_intact.data == "yes",
            note=self.note.data or "",
        )


class NumberForm(FlaskForm):
    """The number on a slip; it only looks, so it carries no token."""

    class Meta:
        csrf = False

    number = IntegerField(
        _l("Number on the slip"),
        [
            InputRequired(_l("Write the number that stands on the slip.")),
            NumberRange(1, LARGEST, _l("Write a whole number.")),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "autofocus": True},
    )


class EntryForm(FlaskForm):
    """Carries the token; the questions are those of the instrument."""


class SetAsideForm(FlaskForm):
    """Why a slip cannot be counted."""

    fault = RadioField(
        _l("Why can it not be counted?"),
        [InputRequired(_l("Choose a reason."))],
        choices=[SelectChoice(fault.value, words) for fault, words in FAULTS.items()],
    )
