from survey.errors import SurveyError
from survey.i18n import gettext as _


class ResponseError(SurveyError):
    """Parent of what may go wrong on the respondent's way."""


class DraftIsGone(ResponseError):
    """The answers under way are not on this device, or not any more."""

    def __str__(self) -> str:
        return _("This form is no longer under way on this device.")


class FormNotTrusted(ResponseError):
    """What was sent does not come from a form that this platform handed out."""

    def __str__(self) -> str:
        return _("We could not read what was sent.")


class AnsweredOtherwise(ResponseError):
    """The form was counted before, with other answers; the first ones stay."""

    def __init__(self, receipt: str) -> None:
        self.receipt = receipt
        super().__init__()

    def __str__(self) -> str:
        return _("This form was counted before, with other answers.")


class NotOurs(ResponseError):
    """The signature is not the kiosk's, or another site has sent it."""

    def __str__(self) -> str:
        return _("This was not sent from a page or a device of ours.")


class UnknownDevice(ResponseError):
    """No kiosk calls itself so."""

    def __str__(self) -> str:
        return _("This device was never enrolled here.")


class DeskIsFull(ResponseError):
    """Many have asked this office today."""

    def __str__(self) -> str:
        return _(
            "Many people have asked this office for a call today. Please telephone "
            "the office, or ask again tomorrow."
        )


class MoreArrived(ResponseError):
    """More waits by now than whoever decides has seen."""

    def __str__(self) -> str:
        return _("More ratings have arrived meanwhile. Look again, then decide.")


class NotAQueue(ResponseError):
    """The file was not written by a kiosk."""

    def __str__(self) -> str:
        return _("This file is not the queue of a kiosk. Export it once more.")
