from collections.abc import Callable

from wtforms import IntegerField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l
from survey.kiosks import rules
from survey.kiosks.errors import KioskError
from survey.kiosks.service import Setup

SHORTEST_IDLE, LONGEST_IDLE = 15, 180
PIN = {"autocomplete": "off", "inputmode": "numeric", "maxlength": "6"}


class KioskForm(FlaskForm):
    """What staff decide about a kiosk that exists; no PIN keeps the present one."""

    name = StringField(
        _l("Name of the kiosk"),
        [
            DataRequired(_l("Write a name, such as the place where it stands.")),
            Length(max=60, message=_l("This is too long for a name.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    counters = StringField(
        _l("Counters it stands at"),
        [Length(max=60, message=_l("These are too many counters for one kiosk."))],
        render_kw={"autocomplete": "off"},
    )
    idle_seconds = IntegerField(
        _l("Seconds until it asks whether somebody is still there"),
        [
            InputRequired(_l("Write a whole number from 15 to 180.")),
            NumberRange(
                SHORTEST_IDLE, LONGEST_IDLE, _l("Write a whole number from 15 to 180.")
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )
    pin = StringField(_l("New PIN"), [Optional()], render_kw=PIN)

    def validate_counters(self, field: StringField) -> None:
        """Say beside the field what the rules would refuse."""
        _check(rules.read_counters, field)

    def validate_pin(self, field: StringField) -> None:
        """Say beside the field what the rules would refuse."""
        if field.data:
            _check(rules.check_pin, field)

    @property
    def setup(self) -> Setup:
        """Return what was decided."""
        return Setup(
            name=(self.name.data or "").strip(),
            counters=self.counters.data or "",
            idle_seconds=self.idle_seconds.data or 0,
            pin=self.pin.data or "",
        )


class NewKioskForm(KioskForm):
    """A new kiosk needs a PIN from the start."""

    pin = StringField(
        _l("PIN"), [InputRequired(_l("Choose a PIN of six digits."))], render_kw=PIN
    )


def _check(rule: Callable[[str], object], field: StringField) -> None:
    try:
        rule(field.data or "")
    except KioskError as refusal:
        raise ValidationError(str(refusal)) from refusal
