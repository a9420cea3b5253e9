from survey.errors import SurveyError
from survey.i18n import gettext as _


class ResultsError(SurveyError):
    """Parent of what may be refused about batches, tallies and publications."""


class PeriodNotClosed(ResultsError):
    def __str__(self) -> str:
        return _("Results are only made of a closed period. Close the period first.")


class DraftExists(ResultsError):
    def __str__(self) -> str:
        return _("There is a draft for this period already. Approve or discard it.")


class AlreadyPublished(ResultsError):
    def __str__(self) -> str:
        return _(
            "This period is published. A new version is a correction: "
            "write what was wrong and what changes."
        )


class NothingToCorrect(ResultsError):
    def __str__(self) -> str:
        return _("This period is not published yet, so there is nothing to correct.")


class NotADraft(ResultsError):
    def __str__(self) -> str:
        return _("This publication is final. Only a draft can be changed.")


class ApproverRoleNeeded(ResultsError):
    def __str__(self) -> str:
        return _("Only an account with the role of approver may publish.")


class NotSubmitted(ResultsError):
    def __str__(self) -> str:
        return _(
            "This draft is not handed over for approval. Whoever made it hands it "
            "over first."
        )


class WaitsAlready(ResultsError):
    def __str__(self) -> str:
        return _("This draft is in the approver's hands already.")


class ReasonsMissing(ResultsError):
    def __str__(self) -> str:
        return _("Write what has to be changed before you give the draft back.")


class MomentNotUsable(ResultsError):
    def __str__(self) -> str:
        return _("Choose a moment to come, within the next 60 days.")


class NotScheduled(ResultsError):
    def __str__(self) -> str:
        return _("This draft is not set for any moment.")


class SecondAccountNeeded(ResultsError):
    def __str__(self) -> str:
        return _("Whoever drafted a publication may not approve it.")


class WouldTellAnAnswer(ResultsError):
    """Nothing is published from which one person's answer could be worked out."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question

    def __str__(self) -> str:
        return _(
            "Stopped: somebody could work out single answers to question %(question)s "
            "from what was published before and this version together. Nothing was "
            "kept. Publish the period as it stands, or let these answers wait for the "
            "next period.",
            question=self.question,
        )


class DiffersByTooFew(ResultsError):
    """A correction whose numbers differ from the published by fewer than ten."""

    def __str__(self) -> str:
        return _(
            "Stopped: this correction differs from the published version by fewer than "
            "10 answers of one unit, so that comparing both would tell them. Nothing "
            "was kept. Ask whoever runs the platform where the answers went."
        )
