from survey.errors import SurveyError
from survey.i18n import gettext as _


class AgencyError(SurveyError):
    """Parent of what may be refused about units."""


class UnitsNotReadable(AgencyError):
    """The file of units is not sound; `problems` says why, line by line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__()

    def __str__(self) -> str:
        heading = _("The file of units cannot be loaded:")
        return "\n".join([heading, *self.problems])
