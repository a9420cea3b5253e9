"""The figures of one unit, or of all, arranged as the instrument arranges them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, select

from questionnaires import Instrument, Measure, Node
from survey.database import session
from survey.results.models import Figure, FigureOption, Publication
from survey.results.reading.figures import PublishedFigure
from survey.results.reading.heads import spoken
from survey.results.reading.published import MeasureFigures, Section
from survey.results.reading.telling import (
    StoredOption,
    Teller,
    satisfies_nobody,
)
from survey.results.subjects import headline_subject, subjects_of

Told = Mapping[tuple[str, str], PublishedFigure]
"""Figures by measure and subject."""


def tell_all(publication: Publication, unit_id: int | None, teller: Teller) -> Told:
    """Return all figures of a unit, or of all units together."""
    here = (Figure.publication_id == publication.id, Figure.unit_id == unit_id)
    options = _options(here)
    figures = session().scalars(select(Figure).where(*here)).all()
    # Another measure of the same item has the same options.
    bare = {figure.subject for figure in figures if satisfies_nobody(figure)}
    return {
        (figure.measure, figure.subject): teller.tell(
            figure, options[figure.id], hides_scale=figure.subject in bare
        )
        for figure in figures
    }


def _options(here: Iterable[ColumnElement[bool]]) -> dict[int, list[StoredOption]]:
    """Return the options of figures, by figure."""
    statement = (
        select(
            FigureOption.figure_id,
            FigureOption.code,
            FigureOption.n,
            FigureOption.share,
        )
        .join(Figure, Figure.id == FigureOption.figure_id)
        .where(*here)
        .order_by(FigureOption.figure_id, FigureOption.code)
    )
    options = defaultdict(list)
    for figure_id, code, n, share in session().execute(statement):
        options[figure_id].append(StoredOption(code, n, share))
    return options


def headline_of(told: Told, instrument: Instrument) -> PublishedFigure | None:
    """Return the one figure that stands for the whole, if there is one."""
    measure = instrument.headline
    if measure is None:
        return None
    return told.get((measure.id, headline_subject(measure)))


def tree_of(told: Told, instrument: Instrument) -> Section | None:
    """Return the headline measure along the tree, where it is of the tree."""
    measure = instrument.headline
    if measure is None or not isinstance(measure.of, str):
        return None
    top = next(node for node in instrument.nodes() if node.id == measure.of)
    return _section(top, measure, told, instrument)


def _section(
    node: Node, measure: Measure, told: Told, instrument: Instrument
) -> Section:
    items = (told.get((measure.id, item)) for item in node.items)
    return Section(
        id=node.id,
        kind=node.kind,
        title=spoken(node.title, instrument),
        figure=told.get((measure.id, node.id)),
        items=tuple(figure for figure in items if figure is not None),
        children=tuple(
            _section(child, measure, told, instrument) for child in node.children
        ),
    )


def extras_of(told: Told, instrument: Instrument) -> tuple[MeasureFigures, ...]:
    """Return what all other measures say, each in the order of its subjects."""
    return tuple(
        MeasureFigures(
            id=measure.id,
            kind=measure.kind,
            title=spoken(measure.title, instrument),
            figures=tuple(_figures(measure, told, instrument)),
        )
        for measure in instrument.measures
        if not measure.headline or not isinstance(measure.of, str)
    )


def _figures(
    measure: Measure, told: Told, instrument: Instrument
) -> Iterator[PublishedFigure]:
    for subject in subjects_of(measure, instrument):
        figure = told.get((measure.id, subject.id))
        if figure is not None:
            yield figure
