from wtforms import StringField
from wtforms.validators import InputRequired, Length

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l


class ConfirmForm(FlaskForm):
    """What a keeper outside has told: which document, and who keeps it."""

    digest = StringField(
        _l("The digest that the keeper reads out or sends"),
        [
            InputRequired(_l("Write the digest: 64 letters and digits.")),
            Length(max=200, message=_l("This is too long for a digest.")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    keeper = StringField(
        _l("Who keeps it"),
        [
            InputRequired(_l("Write who keeps it, such as the Inspectorate.")),
            Length(max=120, message=_l("This is too long for a name.")),
        ],
        render_kw={"autocomplete": "off"},
    )
