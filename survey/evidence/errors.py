from survey.errors import SurveyError
from survey.i18n import gettext as _


class EvidenceError(SurveyError):
    """Parent of what may be refused about signed days."""


class NoSigningKey(EvidenceError):
    def __str__(self) -> str:
        return _(
            "The key that signs the days is missing. Make it with "
            "`python -m survey.keys FOLDER`, as the user that runs the worker."
        )


class UnknownDigest(EvidenceError):
    def __str__(self) -> str:
        return _(
            "No signed day has this digest. Compare it letter by letter; if it is "
            "written as the keeper has it, keep a copy of the database and ask why."
        )


class KeeperMissing(EvidenceError):
    def __str__(self) -> str:
        return _("Write who confirms it: the office or organisation, not a person.")


class EvidenceBroken(EvidenceError):
    """What was found when the days were checked, in sentences."""

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(self.findings)
