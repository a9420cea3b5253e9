"""How a published figure changed since the one before it."""

from analysis.changes import Change, change  # standard library only
from survey.results.reading.figures import PublishedFigure

Three = tuple[float, float, float]


def change_between(
    later: PublishedFigure | None, earlier: PublishedFigure | None
) -> Change | None:
    """Return the change between two figures of the same subject, where both are told.

    Batches never share a response, and counter-days of different periods are
    different clusters: the two are independent.
    """
    new, old = _interval(later), _interval(earlier)
    if new is None or old is None:
        return None
    return change(new, old)


def _interval(figure: PublishedFigure | None) -> Three | None:
    if figure is None or None in (figure.value, figure.low, figure.high):
        return None
    return figure.value, figure.low, figure.high  # type: ignore[return-value]
