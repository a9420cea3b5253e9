"""The weak points of a unit: the items people rated lowest in the last publication."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.agencies.models import Unit
from survey.results import reading
from survey.results.models import Publication
from survey.results.reading.figures import PublishedFigure
from survey.results.reading.finding import newest_by_wave
from survey.results.reading.published import PublicationHead

AT_MOST = 5


@dataclass(frozen=True, kw_only=True)
class WeakPoint:
    """An item, and the share of it that was published."""

    publication_id: int
    period_id: int
    subject: str
    title: str
    share: float | None  # nothing where nobody is satisfied: it is not printed


@dataclass(frozen=True, kw_only=True)
class WeakPoints:
    """The lowest items of the newest publication of a wave."""

    head: PublicationHead
    points: Sequence[WeakPoint]


def weak_points_of(unit: Unit) -> list[WeakPoints]:
    """Return the weak points of a unit, by wave, the newest wave first."""
    return [
        WeakPoints(head=reading.head(publication), points=points)
        for publication in newest_by_wave(unit)
        if (points := _points(publication, unit))
    ]


def find_point(unit: Unit, publication_id: int, subject: str) -> WeakPoint | None:
    """Return a weak point of the unit by what its link says, or nothing."""
    return next(
        (
            point
            for publication in newest_by_wave(unit)
            if publication.id == publication_id
            for point in _points(publication, unit)
            if point.subject == subject
        ),
        None,
    )


def _points(publication: Publication, unit: Unit) -> Sequence[WeakPoint]:
    page = reading.agency(publication, unit.code)
    if page is None:
        return ()
    lowest = page.strongest_first[::-1][:AT_MOST]
    return [_point(publication, figure) for figure in lowest]


def _point(publication: Publication, figure: PublishedFigure) -> WeakPoint:
    number = f"{figure.number}. " if figure.number else ""
    return WeakPoint(
        publication_id=publication.id,
        period_id=publication.period_id,
        subject=figure.subject,
        title=f"{number}{figure.title}",
        share=figure.value,
    )
