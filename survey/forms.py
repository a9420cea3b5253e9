"""The parent of every form: what it says of unsound input is in the reader's language.

WTForms brings no Vietnamese; Flask-WTF would take it from Flask-Babel only.
"""

from datetime import date
from typing import Any, cast

import flask_wtf
from wtforms import DateField

from survey import i18n
from survey.i18n import lazy_gettext as _l

# What WTForms itself says where a field has no sentence of its own.
OWN_SENTENCES = (
    _l("This field is required."),
    _l("Not a valid choice."),
    _l("'%(value)s' is not a valid choice for this field."),
    _l("Invalid Choice: could not coerce."),
    _l("Not a valid date value."),
    _l("Not a valid datetime value."),
    _l("Not a valid integer value."),
    _l("Not a valid decimal value."),
    _l("Not a valid float value."),
    _l("Invalid input."),
)


def day_in(field: DateField) -> date:
    """Return the day of a field that was found sound."""
    return cast("date", field.data)


def tidy(words: str | None) -> str:
    """Return words with single spaces; PostgreSQL keeps no NUL."""
    return " ".join((words or "").replace("\0", " ").split())


class _Sentences:
    def gettext(self, message: str) -> str:
        return i18n.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return i18n.gettext(one if n == 1 else many)


class FlaskForm(flask_wtf.FlaskForm):
    """A form of Flask-WTF that speaks as the platform does."""

    class Meta(flask_wtf.FlaskForm.Meta):
        def get_translations(self, _form: Any) -> _Sentences:
            return _Sentences()
