from wtforms import BooleanField, DateTimeLocalField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l

LONGEST_CORRECTION = 1_000
SHORT = Length(
    max=LONGEST_CORRECTION, message=_l("Please write at most 1,000 characters.")
)


class DraftForm(FlaskForm):
    """Asks for nothing: it carries the token."""


class ApproveForm(FlaskForm):
    """Asks once more, because what is published cannot be changed."""

    confirmed = BooleanField(
        _l("I have checked the figures, and they may be published."),
        [InputRequired(_l("Tick the box to confirm before publishing."))],
    )


class SubmitForm(FlaskForm):
    """Hands a draft over, with a word for who looks at it."""

    note = TextAreaField(
        _l("A word for the approver (not required)"),
        [SHORT],
        render_kw={"rows": 3},
    )


class ReturnForm(FlaskForm):
    """Gives a draft back: what has to be changed."""

    reasons = TextAreaField(
        _l("What has to be changed"),
        [
            DataRequired(
                _l("Write what has to be changed before you give the draft back.")
            ),
            SHORT,
        ],
        render_kw={"rows": 4},
    )


class ScheduleForm(ApproveForm):
    """Approves now what appears later."""

    due_at = DateTimeLocalField(
        _l("When it appears (time of Viet Nam)"),
        [InputRequired(_l("Choose day and hour."))],
        format="%Y-%m-%dT%H:%M",
    )


class DiscardForm(FlaskForm):
    """Asks for nothing: its page says what will happen."""


class CorrectionForm(FlaskForm):
    """What was wrong and what changes; everybody will read it."""

    correction = TextAreaField(
        _l("What was wrong, and what changes"),
        [
            DataRequired(_l("Write what was wrong and what changes.")),
            SHORT,
        ],
        filters=[lambda words: words.strip() if words else words],
        render_kw={"rows": 5, "maxlength": LONGEST_CORRECTION},
    )
