"""What earlier versions of a publication printed, before a correction is drafted."""

from collections.abc import Sequence

from sqlalchemy import select

from survey.database import session
from survey.results.computing.computed import ComputedFigure
from survey.results.computing.withholding import Codes, Row
from survey.results.errors import DiffersByTooFew
from survey.results.models import Figure, FigureOption, Publication, PublicationState
from survey.results.printing import FEWEST, FEWEST_FOR_A_VERDICT
from survey.results.subjects import SINGLE_ITEM
from survey.waves.models import Period


def printed_options(period: Period) -> Codes:
    """Return the options that published versions of the period printed."""
    statement = (
        select(Figure.unit_id, Figure.subject, FigureOption.code)
        .join(FigureOption, FigureOption.figure_id == Figure.id)
        .join(Publication, Publication.id == Figure.publication_id)
        .where(
            Publication.period_id == period.id,
            Publication.state == PublicationState.PUBLISHED,
            Figure.aggregation == SINGLE_ITEM,
            Figure.n >= FEWEST_FOR_A_VERDICT,
        )
    )
    printed: dict[Row, set[int]] = {}
    for unit_id, subject, code in session().execute(statement):
        printed.setdefault((unit_id, subject), set()).add(code)
    return {row: frozenset(codes) for row, codes in printed.items()}


def check_not_subtractable(period: Period, figures: Sequence[ComputedFigure]) -> None:
    """Refuse a version whose numbers of answers differ a little from a published one.

    Whoever compares the two would read the few answers that make the difference.

    Raises
    ------
    DiffersByTooFew
    """
    statement = (
        select(Figure.unit_id, Figure.measure, Figure.subject, Figure.n)
        .join(Publication, Publication.id == Figure.publication_id)
        .where(
            Publication.period_id == period.id,
            Publication.state == PublicationState.PUBLISHED,
            Figure.n >= FEWEST_FOR_A_VERDICT,
        )
    )
    now = {(f.unit_id, f.measure.id, f.subject): f.n for f in figures}
    for unit_id, measure, subject, n in session().execute(statement):
        difference = abs(now.get((unit_id, measure, subject), n) - n)
        if 0 < difference < FEWEST:
            raise DiffersByTooFew
