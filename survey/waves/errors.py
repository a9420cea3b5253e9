from collections.abc import Sequence
from datetime import date

from survey import formats
from survey.errors import SurveyError
from survey.i18n import gettext as _


class WaveError(SurveyError):
    """Parent of what may be refused about a wave."""


class WaveNotDraft(WaveError):
    def __str__(self) -> str:
        return _("Only a drafted wave can be opened.")


class WaveIsFixed(WaveError):
    def __str__(self) -> str:
        return _(
            "This wave was opened: what it asks, whom it rates and its periods are "
            "fixed. Copy it for the next year, or take the opening back."
        )


class ChangedMeanwhile(WaveError):
    def __str__(self) -> str:
        return _(
            "Somebody else has changed this draft while you were writing. What you "
            "wrote stands below, what they saved above it. Compare both, save again."
        )


class AlreadyAnswered(WaveError):
    def __str__(self) -> str:
        return _(
            "Somebody has answered already, so the wave stays open. Let it run, or "
            "close it at the end of its period."
        )


class StretchesNotReadable(WaveError):
    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__()

    def __str__(self) -> str:
        return _(
            "“%(line)s” is no period. Write a line for each: first day, last day, day "
            "on which the report is due, such as 01/01/2027 31/03/2027 10/04/2027.",
            line=self.line,
        )


class UnitsUnknown(WaveError):
    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = codes
        super().__init__()

    def __str__(self) -> str:
        return _(
            "No unit has the code %(codes)s. Write one code a line, as in the list "
            "of units.",
            codes=", ".join(self.codes),
        )


class GroupNotReadable(WaveError):
    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__()

    def __str__(self) -> str:
        return _(
            "“%(line)s” is no group. Write a line for each: its name, a colon, the "
            "codes of its units, such as Upland communes: 03385, 03388.",
            line=self.line,
        )


class GroupDoesNotFit(WaveError):
    """A group of one, of units that are not rated, in two groups, or of two kinds."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The group “%(name)s” needs two units or more of the same kind that are "
            "rated in this wave, and none of them may stand in another group.",
            name=self.name,
        )


class UnitsNotThere(WaveError):
    """Units that have ended by the first day of the wave, or begin later."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        super().__init__()

    def __str__(self) -> str:
        return _(
            "These units do not exist on the first day of the wave: %(units)s. Take "
            "their codes out, or write down who has taken over from them.",
            units=", ".join(self.names),
        )


class WaveNotOpen(WaveError):
    """The wave takes no answers: not yet, or no longer."""

    def __init__(self, opens_on: date | None = None) -> None:
        self.opens_on = opens_on
        super().__init__()

    def __str__(self) -> str:
        if self.opens_on is None:
            return _("The time for answering has passed. Thank you for your interest.")
        return _("Answering begins on %(day)s.", day=formats.day(self.opens_on))


class WavePaused(WaveNotOpen):
    """Nobody begins a form until the wave goes on."""

    def __str__(self) -> str:
        return _("Rating is paused here. Please come back later.")


class NoTrial(WaveError):
    """Only a trial is dropped with its answers."""

    def __str__(self) -> str:
        return _("This wave is no trial: what was answered in it stays.")


class WaveRunsStill(WaveError):
    """Only what is closed is put away."""

    def __str__(self) -> str:
        return _("Only a closed wave can be put into the archive.")


class WaveHasNoUnits(WaveError):
    def __str__(self) -> str:
        return _("Choose the units that are rated before opening the wave.")


class WaveHasNoPeriods(WaveError):
    def __str__(self) -> str:
        return _("Fix the periods of the wave before opening it.")


class WaveIsNotOpen(WaveError):
    def __str__(self) -> str:
        return _("Only a wave that is open can be closed.")


class WaveIsOver(WaveError):
    def __str__(self) -> str:
        return _("The closing day of this wave has passed.")


class PeriodsDoNotFit(WaveError):
    def __str__(self) -> str:
        return _("The periods must follow each other from the first day to the last.")


class UnitMayNotBeRated(WaveError):
    def __init__(self, unit_name: str) -> None:
        self.unit_name = unit_name
        super().__init__()

    def __str__(self) -> str:
        return _(
            "This questionnaire may not rate %(unit)s: it was made for another "
            "level of government.",
            unit=self.unit_name,
        )


class SlugIsTaken(WaveError):
    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__()

    def __str__(self) -> str:
        return _("There already is a wave called %(slug)s.", slug=self.slug)


class SlugNotUsable(WaveError):
    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__()

    def __str__(self) -> str:
        return _(
            "“%(slug)s” cannot stand in an address: use lower-case letters without "
            "marks, digits and hyphens.",
            slug=self.slug,
        )


class LanguageMissing(WaveError):
    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        super().__init__()

    def __str__(self) -> str:
        return _(
            "One of the languages must be of the questionnaire itself: %(languages)s.",
            languages=", ".join(self.languages),
        )


class PeriodIsClosed(WaveError):
    def __str__(self) -> str:
        return _("This period is closed already.")


class EarlierPeriodIsOpen(WaveError):
    def __str__(self) -> str:
        return _("Close the periods before this one first.")


class IllustrationsNotInProduction(WaveError):
    def __str__(self) -> str:
        return _("Illustrative data have no place in production.")
