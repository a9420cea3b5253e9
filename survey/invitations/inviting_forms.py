from flask_wtf.file import FileField, FileRequired
from wtforms import (  # type: ignore[attr-defined]
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange

from survey.channels import Channel
from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l
from survey.invitations.inviting import LONGEST_DELAY
from survey.invitations.offices import wave_name
from survey.waves.models import Wave

DELAY = NumberRange(0, LONGEST_DELAY, _l("Write a number from 0 to 14."))


class PlanForm(FlaskForm):
    """What is decided about a file of visits."""

    wave = SelectField(_l("Wave"), [InputRequired(_l("Choose a wave."))], choices=[])
    phones = RadioField(
        _l("Telephone numbers are written to by"),
        [InputRequired(_l("Choose one of the two."))],
        choices=[
            SelectChoice(Channel.SMS.value, _l("SMS")),
            SelectChoice(Channel.ZALO.value, _l("Zalo")),
        ],
        default=Channel.SMS.value,
    )
    after_days = IntegerField(
        _l("Days between the visit and the invitation"),
        [InputRequired(_l("Write a number from 0 to 14.")), DELAY],
        default=1,
        render_kw={"inputmode": "numeric", "min": 0, "max": LONGEST_DELAY},
    )

    def offer(self, open_waves: list[Wave]) -> None:
        """Let these waves be chosen."""
        self.wave.choices = [
            SelectChoice(wave.slug, wave_name(wave)) for wave in open_waves
        ]


class FileForm(PlanForm):
    file = FileField(
        _l("File of finished visits (CSV)"),
        [FileRequired(_l("Choose the file."))],
        render_kw={"accept": ".csv,text/csv"},
    )


class ConfirmForm(PlanForm):
    """The same once more, with what the file held: nothing was stored meanwhile."""

    content = TextAreaField(validators=[InputRequired()])
