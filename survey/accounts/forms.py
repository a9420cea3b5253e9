from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.validators import EqualTo, InputRequired, Length

from survey.accounts.models import Role
from survey.accounts.roles import BOXES
from survey.forms import FlaskForm
from survey.i18n import lazy_gettext as _l

LONGEST_LINE = 120
LARGEST_FILE = 256 * 1024  # bytes
USERNAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
OLD_PASSWORD = {"autocomplete": "current-password"}
NEW_PASSWORD = {"autocomplete": "new-password"}


class SignInForm(FlaskForm):
    username = StringField(
        _l("User name"),
        [
            InputRequired(_l("Write your user name.")),
            Length(max=LONGEST_LINE, message=_l("This is too long for a user name.")),
        ],
        render_kw=USERNAME,
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Write your password."))],
        render_kw=OLD_PASSWORD,
    )


class CodeForm(FlaskForm):
    """A code of an app, or of a sheet."""

    code = StringField(
        _l("Code"),
        [
            InputRequired(_l("Write the code.")),
            Length(max=LONGEST_LINE, message=_l("This is too long for a code.")),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class AppForm(CodeForm):
    """The first code of a new app: six digits."""

    code = StringField(
        _l("The six digits that the app shows now"),
        CodeForm.code.args[1],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class SetPasswordForm(FlaskForm):
    """For somebody who has no password yet, or has come by a link instead."""

    password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Write the new password."))],
        render_kw=NEW_PASSWORD,
    )
    again = PasswordField(
        _l("New password once more"),
        [EqualTo("password", _l("The two passwords differ. Write them once more."))],
        render_kw=NEW_PASSWORD,
    )


class ChangePasswordForm(SetPasswordForm):
    current = PasswordField(
        _l("Current password"),
        [InputRequired(_l("Write your current password."))],
        render_kw=OLD_PASSWORD,
    )


class ProofForm(FlaskForm):
    """What opens doors for others asks once more who is there."""

    own_password = PasswordField(
        _l("Your own password"),
        [InputRequired(_l("Write your own password to confirm."))],
        render_kw=OLD_PASSWORD,
    )


class AccountFileForm(FlaskForm):
    file = FileField(
        _l("File of accounts (CSV)"),
        [
            FileRequired(_l("Choose the file of accounts.")),
            FileSize(LARGEST_FILE, message=_l("The file is larger than 256 KB.")),
        ],
    )


class RolesForm(ProofForm):
    """One box for each role, named as the role is stored, and the unit."""

    unit = StringField(
        _l("Code of the unit"),
        [Length(max=LONGEST_LINE, message=_l("This is too long for a code."))],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    administrator = BooleanField(BOXES[Role.ADMINISTRATOR])
    designer = BooleanField(BOXES[Role.DESIGNER])
    fieldwork_manager = BooleanField(BOXES[Role.FIELDWORK_MANAGER])
    interviewer = BooleanField(BOXES[Role.INTERVIEWER])
    clerk = BooleanField(BOXES[Role.CLERK])
    second_clerk = BooleanField(BOXES[Role.SECOND_CLERK])
    analyst = BooleanField(BOXES[Role.ANALYST])
    approver = BooleanField(BOXES[Role.APPROVER])
    auditor = BooleanField(BOXES[Role.AUDITOR])
    viewer = BooleanField(BOXES[Role.VIEWER])
    data_protection = BooleanField(BOXES[Role.DATA_PROTECTION])

    @property
    def roles(self) -> list[Role]:
        return [role for role in Role if self[role.value].data]


class LendForm(FlaskForm):
    """A role of one's own, a colleague, and the days."""

    role = SelectField(_l("Role"))
    to = SelectField(_l("To whom"))
    starts_on = DateField(
        _l("From"), [InputRequired(_l("Choose the first day."))], format="%Y-%m-%d"
    )
    ends_on = DateField(
        _l("Until and including"),
        [InputRequired(_l("Choose the last day."))],
        format="%Y-%m-%d",
    )


class HandOverForm(ProofForm):
    """Who takes over from whoever leaves."""

    to = SelectField(_l("Who takes over"))


class NewAccountForm(RolesForm):
    username = StringField(
        _l("User name"),
        [InputRequired(_l("Write a user name."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    name = StringField(
        _l("Full name"),
        [
            InputRequired(_l("Write the full name of the person.")),
            Length(max=LONGEST_LINE, message=_l("This is too long for a name.")),
        ],
        render_kw={"autocomplete": "off"},
    )
