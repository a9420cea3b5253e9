from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l

LONGEST_CHANNEL = 300


class DeskForm(FlaskForm):
    email = StringField(
        _l("E-mail address of the desk"),
        [Optional(), Length(max=254, message=_l("This is too long for an address."))],
        render_kw={"autocomplete": "off", "type": "email", "inputmode": "email"},
    )
    complaint_channel = TextAreaField(
        _l("Where complaints and denunciations belong"),
        [
            Optional(),
            Length(max=LONGEST_CHANNEL, message=_l("Use 300 characters at most.")),
        ],
        render_kw={"rows": 3},
    )
