from collections.abc import Sequence
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


class ReleaseFailed(ReleaseError):
    """Some waves were not released; the others were."""

    def __init__(self, waves: Sequence[str], traces_erased: bool) -> None:
        self.waves = tuple(waves)
        self.traces_erased = traces_erased
        super().__init__()

    def __str__(self) -> str:
        said = _(
            "These waves could not be released: %(waves)s. The others were. The "
            "server's log says why.",
            waves=", ".join(self.waves),
        )
        return said if self.traces_erased else f"{said} {traces_stay()}"


class NotACounterWave(ReleaseError):
    def __str__(self) -> str:
        return _("Only forms of a counter wave are released in this way.")


def traces_stay() -> str:
    """Say that deleted rows are still in the files."""
    return _(
        "The traces of arrival could not be erased; the next run tries again. If "
        "this is said again tomorrow, tell your administrator."
    )
