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


class VersionNotPublished(InstrumentRefused):
    def __init__(self, instrument: str, version: int | None) -> None:
        self.instrument, self.version = instrument, version
        super().__init__()

    def __str__(self) -> str:
        name = " ".join(filter(None, (self.instrument, str(self.version or ""))))
        return _("No questionnaire %(name)s is published.", name=name)


class LanguageUnknown(InstrumentRefused):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The language %(code)s is not known. Write it into survey/languages.py "
            "first.",
            code=self.code,
        )


class RecordingsRefused(InstrumentRefused):
    """Files that are no recordings of this questionnaire; none was taken in."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(self.problems)
