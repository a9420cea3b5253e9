from datetime import date

from survey.errors import SurveyError
from survey.formats import day
from survey.i18n import gettext as _


class ReorganisationError(SurveyError):
    """Parent of what may be refused when a unit changes."""


class CodeTaken(ReorganisationError):
    """Another unit has the code; codes are never given twice."""

    def __str__(self) -> str:
        return _("Another unit has this code. A code is never given a second time.")


class UnitUnknown(ReorganisationError):
    """No unit has one of the codes."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return _("There is no unit with the code “%(code)s”.", code=self.code)


class NothingChanges(ReorganisationError):
    """The unit is called so already, or belongs there already."""

    def __str__(self) -> str:
        return _("That is what the unit says already: nothing would change.")


class DayNotPossible(ReorganisationError):
    """The change lies in the future, before the unit began or before its last one."""

    def __init__(self, earliest: date, latest: date) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(earliest, latest)

    def __str__(self) -> str:
        return _(
            "Choose a day from %(earliest)s to %(latest)s. What changes later is "
            "written down when it has come into force.",
            earliest=day(self.earliest),
            latest=day(self.latest),
        )


class OwnAncestor(ReorganisationError):
    """The unit would lie below itself."""

    def __str__(self) -> str:
        return _("A unit cannot belong to itself or to a unit below it.")


class HasEnded(ReorganisationError):
    """What has ended neither changes nor takes over."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return _("%(unit)s has ended or does not exist on that day.", unit=self.name)


class WaveRuns(ReorganisationError):
    """The unit is rated in open waves that end later than the unit would."""

    def __init__(self, waves: list[str]) -> None:
        self.waves = waves
        super().__init__(waves)

    def __str__(self) -> str:
        return _(
            "The unit is rated in a wave that is still open: %(waves)s. Let the wave "
            "end first, close it, or choose a later day.",
            waves=", ".join(self.waves),
        )


class UnitsBelow(ReorganisationError):
    """Units below would belong to nobody."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(names)

    def __str__(self) -> str:
        return _(
            "These units still belong to it: %(units)s. Move or end them first.",
            units=", ".join(self.names),
        )
