from datetime import date

from survey import formats
from survey.errors import SurveyError
from survey.i18n import gettext as _


class ReleaseError(SurveyError):
    """Parent of what may be refused about the release."""


class PeriodIsNotOver(ReleaseError):
    def __init__(self, ends_on: date) -> None:
        self.ends_on = ends_on
        super().__init__()

    def __str__(self) -> str:
        day = formats.day(self.ends_on)
        return _("This period runs until %(day)s. Close it after that day.", day=day)


class NotACounterWave(ReleaseError):
    def __str__(self) -> str:
        return _("Only forms of a counter wave are released in this way.")
