from wtforms import BooleanField
from wtforms.validators import InputRequired

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l


class SureForm(FlaskForm):
    """Asks for nothing: its page says what will happen."""


class OpenWaveForm(FlaskForm):
    """Asks once more, because an opened wave cannot go back to draft."""

    confirmed = BooleanField(
        _l("The questionnaire, the units and the periods are final"),
        validators=[InputRequired(_l("Confirm before opening the wave."))],
    )
