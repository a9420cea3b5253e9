"""Each unit by each factor: where a province stands at a glance, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from analysis.changes import Change
from questionnaires import Instrument, Measure
from survey.agencies.names import name_key
from survey.database import session
from survey.i18n import language
from survey.instruments.service import get_instrument
from survey.results.models import Figure, FigureKind, Publication
from survey.results.reading.changes import change_between
from survey.results.reading.figures import PublishedFigure, Target
from survey.results.reading.finding import head, newest_published
from survey.results.reading.heads import label_of, spoken, standing_of, targets_of
from survey.results.reading.kept import kept
from survey.results.reading.overviews import headlines_of, rated_units
from survey.results.reading.published import PeriodLabel, PublicationHead, UnitStanding
from survey.results.reading.rosters import roster_of
from survey.results.reading.telling import Teller
from survey.results.subjects import headline_subject
from survey.waves.models import Period

Cells = Mapping[tuple[int, str], PublishedFigure]
"""Figures by unit and subject."""


@dataclass(frozen=True, kw_only=True)
class FactorRow:
    """A unit: its headline, its factors in the order of the columns, its change."""

    unit: UnitStanding
    figure: PublishedFigure | None
    cells: tuple[PublishedFigure | None, ...]
    change: Change | None


@dataclass(frozen=True, kw_only=True)
class FactorTable:
    """All units of a publication by the factors of its headline measure.

    `earlier` is the period that changes refer to; none before the second one.
    """

    publication: PublicationHead
    kind: FigureKind
    targets: tuple[Target, ...]
    factors: tuple[str, ...]
    rows: tuple[FactorRow, ...]
    earlier: PeriodLabel | None


def factor_table(publication: Publication) -> FactorTable | None:
    """Return the table of a publication; none if its headline is not of a tree.

    It may be a minute old (`kept`).
    """
    instrument = get_instrument(publication.wave.instrument_version_id)
    measure = instrument.headline
    if measure is None or not isinstance(measure.of, str):
        return None
    top = head(publication)
    return kept(
        ("factors", top, language()),
        lambda: _table(publication, top, instrument, measure),
    )


def _table(
    publication: Publication,
    top: PublicationHead,
    instrument: Instrument,
    measure: Measure,
) -> FactorTable:
    targets = targets_of(publication.wave)
    teller = Teller(instrument=instrument, targets=targets)
    root = next(node for node in instrument.nodes() if node.id == measure.of)
    factors = [node for node in root.walk() if node.items]
    whole = headline_subject(measure)
    subjects = [whole, *(node.id for node in factors)]
    cells = _cells(publication, measure, subjects, teller)
    before = _before(publication)
    earlier = headlines_of(before, teller) if before else {}
    roster = roster_of(publication)
    rows = [
        FactorRow(
            unit=standing_of(rated, publication, roster),
            figure=cells.get((rated.unit_id, whole)),
            cells=tuple(cells.get((rated.unit_id, node.id)) for node in factors),
            change=change_between(
                cells.get((rated.unit_id, whole)), earlier.get(rated.unit_id)
            ),
        )
        for rated in rated_units(publication)
    ]
    return FactorTable(
        publication=top,
        kind=FigureKind.MEAN if measure.kind == "mean" else FigureKind.SHARE,
        targets=tuple(targets.values()),
        factors=tuple(spoken(node.title, instrument) for node in factors),
        rows=tuple(sorted(rows, key=lambda row: name_key(row.unit.name))),
        earlier=label_of(before.period) if before else None,
    )


def _cells(
    publication: Publication,
    measure: Measure,
    subjects: Sequence[str],
    teller: Teller,
) -> Cells:
    statement = select(Figure).where(
        Figure.publication_id == publication.id,
        Figure.unit_id.is_not(None),
        Figure.measure == measure.id,
        Figure.subject.in_(subjects),
    )
    return {
        (figure.unit_id, figure.subject): teller.tell(figure)
        for figure in session().scalars(statement)
        if figure.unit_id is not None
    }


def _before(publication: Publication) -> Publication | None:
    """Return what was published last of the same wave before this period."""
    statement = (
        newest_published()
        .join(Period, Period.id == Publication.period_id)
        .where(
            Publication.wave_id == publication.wave_id,
            Period.number < publication.period.number,
        )
        .order_by(Period.number.desc())
        .limit(1)
    )
    return session().scalar(statement)
