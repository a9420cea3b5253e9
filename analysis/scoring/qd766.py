"""Decision 766/QĐ-TTg, group 5: satisfaction, 18 points by rates of the portal.

Nobody is asked: whoever keeps silent counts as satisfied, so these rates are not survey
shares and are never compared with them. Standard library only.
"""

from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import ArgumentError

FULL_MARKS_FROM = 0.9


class Overlap(StrEnum):
    """How a dossier that is both overdue and disliked counts.

    The implementers' text of 5.4 subtracts two rates, so such a dossier is subtracted
    twice; the decision counts dossiers that are one or the other, so once. They differ:
    print which was used.
    """

    SUBTRACTED_TWICE = "subtracted_twice"
    COUNTED_ONCE = "counted_once"


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """Reflections and proposals (PAKN) of a period, as counts.

    Attributes
    ----------
    received : int
        All of them; each is counted once in every line below.
    classified : int
        Sorted as about rules or about conduct.
    on_time : int
        Handled within the working days allowed.
    dissatisfied : int
        Disliked more than liked, raised again, or overdue.
    """

    received: int
    classified: int
    on_time: int
    dissatisfied: int


@dataclass(frozen=True, kw_only=True)
class Dossiers:
    """Dossiers of a period, as counts.

    Attributes
    ----------
    settled : int
    overdue : int
    disliked : int
        With a reflection or a dislike.
    overdue_and_disliked : int
        In both lines above.
    """

    settled: int
    overdue: int
    disliked: int
    overdue_and_disliked: int


@dataclass(frozen=True, kw_only=True)
class SatisfactionPoints:
    """The four indicators; a rate is a fraction, None where its base is nought.

    Attributes
    ----------
    classified, on_time, feedback_satisfied, dossiers_satisfied : float or None
        Rates of 5.1 to 5.4.
    points : tuple of (float or None)
        Points of 5.1 to 5.4, unrounded, at most 5, 5, 2 and 6.
    total : float
        Sum of the points that exist.
    overlap : Overlap
        Which wording of 5.4 was used.
    points_verified : bool
        False: the division of the 18 points into 5, 5, 2 and 6 was seen in a province's
        tool, not in the decision.
    """

    classified: float | None
    on_time: float | None
    feedback_satisfied: float | None
    dossiers_satisfied: float | None
    points: tuple[float | None, float | None, float | None, float | None]
    total: float
    overlap: Overlap
    points_verified: bool = False


def satisfaction_points(
    feedback: Feedback, dossiers: Dossiers, *, overlap: Overlap | str
) -> SatisfactionPoints:
    """Return the rates and points of group 5.

    Parameters
    ----------
    feedback : Feedback
    dossiers : Dossiers
    overlap : Overlap
        Without a default, because the texts disagree.

    Returns
    -------
    SatisfactionPoints
        5.1 to 5.3 earn points in proportion to the rate; 5.4 earns all 6 from 90 % on
        and rate/90 % of them below. A rate below nought, possible if dossiers are
        subtracted twice, is nought.

    Raises
    ------
    ArgumentError
        If a count is negative or exceeds what it is part of.
    """
    _check(feedback, dossiers)
    wording = Overlap(overlap)
    bad = dossiers.overdue + dossiers.disliked
    if wording is Overlap.COUNTED_ONCE:
        bad -= dossiers.overdue_and_disliked
    rates = (
        _rate(feedback.classified, feedback.received),
        _rate(feedback.on_time, feedback.received),
        _rate(feedback.received - feedback.dissatisfied, feedback.received),
        _rate(max(0, dossiers.settled - bad), dossiers.settled),
    )
    most = (5, 5, 2, 6)
    full = (1.0, 1.0, 1.0, FULL_MARKS_FROM)
    one, two, three, four = (
        None if rate is None else points * min(1.0, rate / enough)
        for rate, points, enough in zip(rates, most, full, strict=True)
    )
    points = (one, two, three, four)
    return SatisfactionPoints(
        classified=rates[0],
        on_time=rates[1],
        feedback_satisfied=rates[2],
        dossiers_satisfied=rates[3],
        points=points,
        total=sum(point for point in points if point is not None),
        overlap=wording,
    )


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _check(feedback: Feedback, dossiers: Dossiers) -> None:
    for counts, whole in ((feedback, feedback.received), (dossiers, dossiers.settled)):
        for name, value in vars(counts).items():
            if not 0 <= value <= whole:
                raise ArgumentError(f"{name} is {value}; it must lie in 0 to {whole}")
    both = dossiers.overdue_and_disliked
    if both > min(dossiers.overdue, dossiers.disliked):
        raise ArgumentError(
            f"overdue_and_disliked is {both}, more than overdue or disliked alone"
        )
