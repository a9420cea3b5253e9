from survey.errors import SurveyError
from survey.i18n import gettext as _


class AccountError(SurveyError):
    """Parent of what may be refused about accounts and signing in."""


class UsernameNotUsable(AccountError):
    def __str__(self) -> str:
        return _(
            "A user name has 3 to 32 characters: small letters without marks, "
            "digits, dot, hyphen or underscore, and a letter or digit first."
        )


class UsernameTaken(AccountError):
    def __init__(self, username: str) -> None:
        self.username = username
        super().__init__()

    def __str__(self) -> str:
        return _(
            "There already is an account called %(username)s.", username=self.username
        )


class NameMissing(AccountError):
    def __str__(self) -> str:
        return _("Write the full name of the person.")


class RoleMissing(AccountError):
    def __str__(self) -> str:
        return _("Choose at least one role.")


class TwoHalvesOfADuty(AccountError):
    """Roles that two people have to hold, given to one; `duty` as in `DUTIES`."""

    def __init__(self, duty: str) -> None:
        self.duty = duty
        super().__init__()

    def __str__(self) -> str:
        return {
            "publication": _(
                "One account cannot both design and approve: what one person has "
                "drafted, another has to approve."
            ),
            "integrity": _(
                "One account cannot be both analyst and integrity auditor: whoever "
                "works on the answers does not judge which of them are doubtful."
            ),
            "entry": _(
                "One account cannot be both first and second clerk: the second "
                "entry of a form is made by somebody who has not seen the first."
            ),
        }[self.duty]


class PlaceUnknown(AccountError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__()

    def __str__(self) -> str:
        return _(
            "There is no unit with the code %(code)s. Look it up in the list of units, "
            "or leave the field empty for the whole installation.",
            code=self.code,
        )


class RoleNotLendable(AccountError):
    def __str__(self) -> str:
        return _(
            "Only a role of one's own can be lent, and not that of an administrator."
        )


class AlreadyHolds(AccountError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()

    def __str__(self) -> str:
        return _(
            "%(name)s holds this role already, for another unit or for other days. "
            "Change that first.",
            name=self.name,
        )


class DaysDoNotFit(AccountError):
    def __str__(self) -> str:
        return _("The first day is today or later, and the last one not before it.")


class LentTooLong(AccountError):
    def __str__(self) -> str:
        return _(
            "A role is lent for 60 days at most. For longer, an administrator gives it."
        )


class LastAdministrator(AccountError):
    def __str__(self) -> str:
        return _("This is the last administrator. Appoint another one first.")


class OwnAccount(AccountError):
    def __str__(self) -> str:
        return _(
            "Nobody changes the roles of their own account or disables it. "
            "Ask another administrator."
        )


class AccountDisabled(AccountError):
    def __str__(self) -> str:
        return _("This account is disabled. Enable it first.")


class LinkNotUsable(AccountError):
    """A link that is unknown, used, replaced or too old; which one is not said."""

    def __str__(self) -> str:
        return _(
            "This link no longer works: it was used, replaced by a newer one, or "
            "is older than 24 hours. Ask your administrator for a new link."
        )


class TooManyAttempts(AccountError):
    def __str__(self) -> str:
        return _("Too many attempts. Please wait a quarter of an hour and try again.")


class CodeRefused(AccountError):
    """Parent of what may be wrong with the code of a second factor."""


class CodeWrong(CodeRefused):
    def __str__(self) -> str:
        return _(
            "This is not the right code. Look at the app or the sheet once more; the "
            "clock of the telephone must be set automatically."
        )


class CodeUsedBefore(CodeRefused):
    def __str__(self) -> str:
        return _("This code was used before. Wait until the app shows the next one.")


class OwnSheet(AccountError):
    def __str__(self) -> str:
        return _(
            "Nobody makes a new sheet of codes for themselves. Ask another "
            "administrator."
        )


class WeakPassword(AccountError):
    """Parent of the reasons why a password would be guessed."""


class PasswordTooShort(WeakPassword):
    def __str__(self) -> str:
        return _(
            "Choose a password of at least 15 characters. A few words in a row "
            "are easy to remember."
        )


class PasswordTooLong(WeakPassword):
    def __str__(self) -> str:
        return _("Choose a password of at most 256 characters.")


class PasswordRepeats(WeakPassword):
    def __str__(self) -> str:
        return _("This password repeats the same few characters. Choose another one.")


class PasswordHoldsUsername(WeakPassword):
    def __str__(self) -> str:
        return _("This password is made of the user name. Choose another one.")


class PasswordIsCommon(WeakPassword):
    def __str__(self) -> str:
        return _(
            "This password is made of words that are always tried first. "
            "Choose another one."
        )
