from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import DateField, SelectChoice, SelectField, StringField  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from survey import clock
from survey.agencies.models import UnitKind
from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l
from survey.reorganisation.unit_file import LARGEST
from survey.reorganisation.wording import KINDS

LONGEST_CODE, LONGEST_NAME = 40, 200
ENTER_DAY = _l("Enter a day, such as 01/07/2026.")


def name_field(label: str) -> StringField:
    """Return the field for the name of a unit."""
    return StringField(
        label,
        [
            DataRequired(_l("Enter the full name of the unit.")),
            Length(max=LONGEST_NAME, message=_l("Use 200 characters at most.")),
        ],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )


def code_field(label: str) -> StringField:
    """Return the field for the code of another unit."""
    return StringField(
        label,
        [DataRequired(_l("Enter the code of a unit."))],
        render_kw={"autocomplete": "off", "list": "unit-codes"},
    )


def day_field(label: str) -> DateField:
    """Return the field for a day; today stands in it."""
    return DateField(label, [InputRequired(ENTER_DAY)], default=clock.today)


class NewUnitForm(FlaskForm):
    code = StringField(
        _l("Code"),
        [
            DataRequired(_l("Enter a code.")),
            Length(max=LONGEST_CODE, message=_l("Use 40 characters at most.")),
            Regexp(
                r"[A-Za-z0-9][A-Za-z0-9.-]*$",
                message=_l("Use letters without marks, digits, hyphens and dots."),
            ),
        ],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_CODE},
    )
    name = name_field(_l("Full name"))
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=UnitKind.COMMUNE.value,
    )
    parent = StringField(
        _l("Code of the unit above"),
        render_kw={"autocomplete": "off", "list": "unit-codes"},
    )
    valid_from = day_field(_l("First day"))


class RenameForm(FlaskForm):
    name = name_field(_l("New name"))
    from_day = day_field(_l("From the day"))


class MoveForm(FlaskForm):
    parent = code_field(_l("Code of the new unit above"))
    from_day = day_field(_l("From the day"))


class EndForm(FlaskForm):
    """Several codes mean that the unit was divided, none that it was dissolved."""

    last_day = day_field(_l("Last day"))
    successors = StringField(
        _l("Codes of the units that take over"),
        [Length(max=LONGEST_NAME, message=_l("Use 200 characters at most."))],
        render_kw={"autocomplete": "off"},
    )

    @property
    def codes(self) -> list[str]:
        """The codes that were entered, each once."""
        text = (self.successors.data or "").replace(",", " ").replace(";", " ")
        return list(dict.fromkeys(text.split()))


class UnitFileForm(FlaskForm):
    file = FileField(
        _l("File of units (CSV)"),
        [
            FileRequired(_l("Choose the file of units.")),
            FileSize(LARGEST, message=_l("The file is larger than 256 KB.")),
        ],
    )
