from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from survey.i18n import lazy_gettext as _l

LONGEST_CORRECTION = 1_000


class DraftForm(FlaskForm):
    """Asks for nothing: it carries the token."""


class ApproveForm(FlaskForm):
    """Asks once more, because what is published cannot be changed."""

    confirmed = BooleanField(
        _l("I have checked the figures, and they may be published."),
        [InputRequired(_l("Tick the box to confirm before publishing."))],
    )


class DiscardForm(FlaskForm):
    """Asks for nothing: its page says what will happen."""


class CorrectionForm(FlaskForm):
    """What was wrong and what changes; everybody will read it."""

    correction = TextAreaField(
        _l("What was wrong, and what changes"),
        [
            DataRequired(_l("Write what was wrong and what changes.")),
            Length(
                max=LONGEST_CORRECTION,
                message=_l("Please write at most 1,000 characters."),
            ),
        ],
        filters=[lambda words: words.strip() if words else words],
        render_kw={"rows": 5, "maxlength": LONGEST_CORRECTION},
    )
