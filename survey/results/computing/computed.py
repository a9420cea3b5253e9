"""A figure between its computation and its row in the database."""

import math
from dataclasses import dataclass

from analysis.estimate import Estimate
from questionnaires import Measure
from survey.results.computing.verdicts import Judgement
from survey.results.models import FigureKind
from survey.results.printing import FEWEST, FEWEST_FOR_A_VERDICT


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """An option of an item; without a share where it lies outside the base."""

    code: int
    n: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class ComputedFigure:
    """One number of a measure; without estimate it has no value, only its row."""

    unit_id: int | None
    measure: Measure
    subject: str
    aggregation: str
    n: int
    estimate: Estimate | None
    options: tuple[OptionRow, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def kind(self) -> FigureKind:
        return FigureKind.MEAN if self.measure.kind == "mean" else FigureKind.SHARE

    @property
    def is_shown(self) -> bool:
        """Whether there are answers enough, and more than a single PSU."""
        return self.n >= FEWEST and self.estimate is not None and self.estimate.df > 0

    @property
    def bears_verdict(self) -> bool:
        """Whether it may be said to be met, not met, or that one cannot tell."""
        return (
            self.measure.kind == "share"
            and self.estimate is not None
            and self.n >= FEWEST_FOR_A_VERDICT
        )


def or_none(value: float) -> float | None:
    """Return what a database stores for a number that may not exist."""
    return None if math.isnan(value) else value
