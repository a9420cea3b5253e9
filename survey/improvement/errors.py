from survey.errors import SurveyError
from survey.i18n import gettext as _


class ImprovementError(SurveyError):
    """Parent of what may be refused about an action."""


class NotOpen(ImprovementError):
    """The action is done or dropped."""

    def __str__(self) -> str:
        return _("This action is done or dropped already. Reload the page.")


class NotDone(ImprovementError):
    """Only what is done can be shown or taken up again."""

    def __str__(self) -> str:
        return _("This action is not marked as done. Reload the page.")


class IsShown(ImprovementError):
    """What everybody reads is taken back before it changes."""

    def __str__(self) -> str:
        return _("This is on the public page. Take it back first.")


class SamePerson(ImprovementError):
    """Who has written what was done does not put it on the public page."""

    def __str__(self) -> str:
        return _(
            "You have written this yourself. Another approver has to put it on the "
            "public page."
        )


class DoneInTheFuture(ImprovementError):
    """What was done was done by today."""

    def __str__(self) -> str:
        return _("The day lies in the future. Mark the action when it is done.")


class ActionChanged(ImprovementError):
    """Somebody else has saved meanwhile."""

    def __str__(self) -> str:
        return _(
            "Somebody else has changed this action while you were writing. What you "
            "wrote stands below. Compare it with the plan, then save again."
        )
