from collections.abc import Sequence
from datetime import date

from survey import formats
from survey.errors import SurveyError
from survey.i18n import gettext as _
from survey.invitations.serials import write_serials


class InvitationError(SurveyError):
    """Parent of what may be refused about an access code."""


class CodeUnknown(InvitationError):
    def __str__(self) -> str:
        return _("There is no such code.")


class CodeOfAnotherForm(InvitationError):
    """The code was given out for another office or another wave."""

    def __str__(self) -> str:
        return _("This code belongs to the form of another office.")


class CodeExpired(InvitationError):
    """The code's last day has passed, or it was called back."""

    def __str__(self) -> str:
        return _("This code is no longer valid.")


class CodeUsed(InvitationError):
    """A form was counted with this code; the first one stays."""

    def __str__(self) -> str:
        return _("This code was used already; the form sent first stays counted.")


class NothingToReplace(InvitationError):
    """The earlier form was released, replaced or withdrawn, or is not this one's."""

    def __str__(self) -> str:
        return _(
            "The earlier form can no longer be replaced or withdrawn: it was mixed "
            "with others, or code and receipt do not belong together."
        )


class ExpiryOutside(InvitationError):
    """Codes would be printed that are dead already, or outlive their wave."""

    def __init__(self, earliest: date, latest: date) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Choose a day from %(earliest)s to %(latest)s: the wave ends then.",
            earliest=formats.day(self.earliest),
            latest=formats.day(self.latest),
        )


class PrintedMeanwhile(InvitationError):
    """Another batch of the office was made after the question was asked."""

    def __str__(self) -> str:
        return _(
            "A batch for this office has just been made; its codes cannot be shown "
            "again. If it was not printed, make it void and make another one."
        )


class SerialsRefused(InvitationError):
    """Some of the codes that were to be counted back cannot be."""

    def __init__(
        self, *, unknown: Sequence[int], used: Sequence[int], void: Sequence[int]
    ) -> None:
        self.unknown, self.used, self.void = unknown, used, void
        super().__init__()

    def __str__(self) -> str:
        reasons = (
            (_("not of this batch: %(serials)s"), self.unknown),
            (_("used: %(serials)s"), self.used),
            (_("void before: %(serials)s"), self.void),
        )
        told = [
            words % {"serials": write_serials(serials)}
            for words, serials in reasons
            if serials
        ]
        return _("Nothing was counted back. %(reasons)s.", reasons="; ".join(told))


class VisitsNotReadable(InvitationError):
    """The file is no list of visits."""

    def __init__(self, advice: str) -> None:
        self.advice = advice
        super().__init__()

    def __str__(self) -> str:
        return _("The file cannot be used. %(advice)s", advice=self.advice)


class LineNotUsable(InvitationError):
    """A line of the file cannot be used; `advice` says what to do about it."""

    def __init__(self, advice: str) -> None:
        self.advice = advice
        super().__init__()

    def __str__(self) -> str:
        return self.advice
