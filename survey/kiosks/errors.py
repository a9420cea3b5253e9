from survey.errors import SurveyError
from survey.i18n import gettext as _


class KioskError(SurveyError):
    """Parent of what may be refused about kiosks and what they send."""


class CountersNotUsable(KioskError):
    def __str__(self) -> str:
        return _("Write counter numbers from 1 to 999 with commas between: 1, 2, 3.")


class PinNotUsable(KioskError):
    def __str__(self) -> str:
        return _(
            "A PIN has six digits, and is not easy to guess like 111111 or 123456."
        )


class KioskRevoked(KioskError):
    def __str__(self) -> str:
        return _("This kiosk was revoked and never works again. Set up a new one.")


class KioskEnrolled(KioskError):
    def __str__(self) -> str:
        return _(
            "A tablet has become this kiosk already. Revoke it first, then set up "
            "a new one."
        )


class EnrolmentRefused(KioskError):
    """Parent of the reasons why a code makes no tablet a kiosk."""


class CodeUnknown(EnrolmentRefused):
    def __str__(self) -> str:
        return _("This code is not known. Check it, or ask for a new one.")


class CodeExpired(EnrolmentRefused):
    def __str__(self) -> str:
        return _("This code is older than ten minutes. Ask for a new one.")


class CodeUsed(EnrolmentRefused):
    def __str__(self) -> str:
        return _("This code was used on another tablet. Ask for a new one.")


class TooManyCodes(EnrolmentRefused):
    def __str__(self) -> str:
        return _(
            "Too many wrong codes. Please wait a quarter of an hour and try again."
        )


class DeviceUnknown(KioskError):
    def __str__(self) -> str:
        return _("This tablet is not enrolled here. Ask the administrator.")


class NotSigned(KioskError):
    def __str__(self) -> str:
        return _("What this tablet sent is not signed with its key.")


class NotReadable(KioskError):
    def __str__(self) -> str:
        return _("We could not read what was sent")


class NotOurs(KioskError):
    def __str__(self) -> str:
        return _("This was sent by a page that is not ours.")
