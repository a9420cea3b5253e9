from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from survey import clock
from survey.forms import FlaskForm, day_in, tidy
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.improvement.service import Plan

LONGEST_WORDS, LONGEST_OWNER = 500, 150
TOO_LONG = _l("Use 500 characters at most.")


class PlanForm(FlaskForm):
    what = TextAreaField(
        _l("What will be done"),
        [
            DataRequired(_l("Write what will be done.")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
        filters=[tidy],
        render_kw={"rows": 3, "maxlength": LONGEST_WORDS},
    )
    owner = StringField(
        _l("Who is responsible (position)"),
        [
            DataRequired(_l("Write who is responsible.")),
            Length(max=LONGEST_OWNER, message=_l("Use 150 characters at most.")),
        ],
        filters=[tidy],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_OWNER},
    )
    due_on = DateField(_l("Done by"), [InputRequired(_l("Choose the last day."))])
    revision = HiddenField(default="1")

    @property
    def plan(self) -> Plan:
        """What was written down."""
        return Plan(
            what=self.what.data or "",
            owner=self.owner.data or "",
            due_on=day_in(self.due_on),
        )


class NewPlanForm(PlanForm):
    def validate_due_on(self, field: DateField) -> None:
        """Refuse a day that has passed already."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("Choose a day from today on."))


class DoneForm(FlaskForm):
    outcome = TextAreaField(
        _l("What was done, in words for citizens"),
        [
            DataRequired(_l("Write what was done.")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
        filters=[tidy],
        render_kw={"rows": 3, "maxlength": LONGEST_WORDS},
    )
    done_on = DateField(
        _l("Done on"),
        [InputRequired(_l("Choose the day."))],
        default=clock.today,
    )
