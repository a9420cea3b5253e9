from survey.errors import SurveyError
from survey.i18n import gettext as _


class JobError(SurveyError):
    """Parent of what may be refused about jobs."""


class UnknownJob(JobError):
    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__()

    def __str__(self) -> str:
        return _("No job is called %(kind)s.", kind=self.kind)


class JobTakenOver(Exception):
    """Another worker began the job anew while this one was silent.

    No refusal for people: whoever asked for the job sees the other one's work.
    """
