from datetime import date

from survey import formats
from survey.errors import SurveyError
from survey.i18n import gettext as _


class SlipError(SurveyError):
    """Parent of what may be refused about paper slips and their boxes."""


class DayOutsideWave(SlipError):
    """A box cannot have been opened on that day."""

    def __init__(self, earliest: date, latest: date) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The box was opened between %(earliest)s and %(latest)s, or it does not "
            "belong to this wave.",
            earliest=formats.day(self.earliest),
            latest=formats.day(self.latest),
        )


class MoreInvalidThanFound(SlipError):
    def __str__(self) -> str:
        return _("There cannot be more invalid slips than slips.")


class OneWitness(SlipError):
    def __str__(self) -> str:
        return _(
            "Choose the witness among the accounts, or write a name and a position; "
            "one of the two."
        )


class WitnessIsRecorder(SlipError):
    def __str__(self) -> str:
        return _("A box is opened by two people: somebody else must be the witness.")


class SealUnexplained(SlipError):
    def __str__(self) -> str:
        return _("Write in the note what was wrong with the seal.")


class CorrectedBefore(SlipError):
    def __str__(self) -> str:
        return _("This record was corrected before. Correct the newest one.")


class FewerThanEntered(SlipError):
    """A correction would leave fewer slips than were entered already."""

    def __init__(self, handled: int) -> None:
        self.handled = handled
        super().__init__()

    def __str__(self) -> str:
        return _(
            "%(handled)s slips of this office were entered or set aside already; "
            "the boxes cannot have held fewer.",
            handled=formats.number(self.handled),
        )


class NeverPrinted(SlipError):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()

    def __str__(self) -> str:
        return _(
            "No slip number %(number)s was printed for this office. Look at the "
            "number again; a slip that is not ours stays out.",
            number=self.number,
        )


class HandledBefore(SlipError):
    """The slip was entered or set aside; it counts once."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Slip number %(number)s was entered or set aside before. Put it away.",
            number=self.number,
        )


class AllHandled(SlipError):
    """As many slips were handled as were found."""

    def __str__(self) -> str:
        return _(
            "As many slips were entered as the boxes held. If more lie before you, "
            "correct the record of the opening first."
        )
