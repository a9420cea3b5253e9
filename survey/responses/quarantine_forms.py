from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l

LONGEST_REASON = 300


class AcceptForm(FlaskForm):
    """Asks once more, because what is counted cannot be taken out again."""

    confirmed = BooleanField(
        _l("I know where these ratings come from, and they may be counted."),
        [InputRequired(_l("Tick the box to confirm before counting."))],
    )


class DiscardForm(FlaskForm):
    """Why ratings that people gave are not counted; the audit log keeps it."""

    why = TextAreaField(
        _l("Why they are not counted"),
        [
            DataRequired(_l("Write why they are not counted.")),
            Length(
                max=LONGEST_REASON, message=_l("Please write at most 300 characters.")
            ),
        ],
        filters=[lambda words: words.strip() if words else words],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )


class QueueForm(FlaskForm):
    """The file that a kiosk has written of its queue."""

    queue = FileField(
        _l("File from the kiosk"),
        [FileRequired(_l("Choose the file that the kiosk has written."))],
        render_kw={"accept": ".json,application/json"},
    )
