from wtforms import (  # type: ignore[attr-defined]
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.validators import Optional as MayBeEmpty
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l
from survey.invitations.posters import Format, read_counters
from survey.invitations.serials import read_serials
from survey.invitations.sheets import MOST_SHEETS

LONGEST_LIST = 2_000


class SheetsForm(FlaskForm):
    """Which codes are to be printed."""

    office = SelectField(
        _l("Office"), [InputRequired(_l("Choose an office."))], choices=[]
    )
    sheets = IntegerField(
        _l("Sheets of 24 labels"),
        [
            InputRequired(_l("Write how many sheets.")),
            NumberRange(1, MOST_SHEETS, _l("Write a number from 1 to 50.")),
        ],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_SHEETS},
    )
    expires_on = DateField(_l("Codes can be used until"), [MayBeEmpty()])


class PrintForm(SheetsForm):
    """The same once more, confirmed: `newest` is the batch it comes after."""

    newest = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class VoidForm(FlaskForm):
    """Why the rest of a batch must not be used any more."""

    why = RadioField(
        _l("Where are the labels?"),
        [InputRequired(_l("Choose one of the two."))],
        choices=[
            SelectChoice(
                "unprinted",
                _l("None was handed out: the print failed, or all are here"),
            ),
            SelectChoice("lost", _l("Some were handed out, lost or stolen")),
        ],
    )


class CountBackForm(FlaskForm):
    """Labels that came back from the counter."""

    serials = StringField(
        _l("Numbers of the labels that came back unused"),
        [
            DataRequired(_l("Write the numbers of the labels.")),
            Length(max=LONGEST_LIST, message=_l("Write this in several steps.")),
        ],
        render_kw={"autocomplete": "off"},
    )

    def validate_serials(self, field: StringField) -> None:
        """Refuse what is no list of numbers."""
        try:
            read_serials(field.data or "")
        except ValueError as reason:
            raise ValidationError(
                str(_l("Write numbers and ranges, such as 101-124, 130."))
            ) from reason


class PostersForm(FlaskForm):
    """For whom posters are printed; it changes nothing, so it carries no token."""

    class Meta:
        csrf = False

    size = RadioField(
        _l("Size of paper"),
        choices=[SelectChoice(size.value, size.name) for size in Format],
        default=Format.A5.value,
    )
    counters = StringField(
        _l("Counters"), [Length(max=100)], render_kw={"autocomplete": "off"}
    )
    unit = SelectMultipleField(
        _l("Offices"),
        [InputRequired(_l("Choose an office."))],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def validate_counters(self, field: StringField) -> None:
        """Refuse what is no list of counters."""
        try:
            read_counters(field.data or "")
        except ValueError as reason:
            raise ValidationError(
                str(_l("Write counters from 1 to 99, such as 1-4, 7."))
            ) from reason
