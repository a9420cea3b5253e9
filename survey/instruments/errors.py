from survey.errors import SurveyError
from survey.i18n import gettext as _


class InstrumentRefused(SurveyError):
    """Parent of what may be refused about published instruments."""


class VersionIsFrozen(InstrumentRefused):
    def __init__(self, instrument: str, version: int) -> None:
        self.instrument, self.version = instrument, version
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Version %(version)s of %(instrument)s is published and cannot change. "
            "Give the new wording the next version number.",
            version=self.version,
            instrument=self.instrument,
        )
