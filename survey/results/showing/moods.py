"""Three bands for whoever leads a centre: good, needs a look, alarm."""

from enum import StrEnum

from analysis.verdict import Verdict  # standard library only
from survey.results.reading.figures import PublishedFigure
from survey.results.showing.drawing import main_target


class Mood(StrEnum):
    """What the last published period says of a unit, against its target."""

    GOOD = "good"
    LOOK = "look"
    ALARM = "alarm"
    FEW = "few"  # not enough answers for any of them


def mood_of(figure: PublishedFigure | None) -> Mood:
    """Return what a headline says against the lowest binding target."""
    if figure is None or not figure.verdicts:
        return Mood.FEW
    target = main_target([told.target for told in figure.verdicts])
    [told] = [one for one in figure.verdicts if one.target == target]
    return {
        Verdict.MET: Mood.GOOD,
        Verdict.CANNOT_TELL: Mood.LOOK,
        Verdict.NOT_MET: Mood.ALARM,
    }[told.verdict]
