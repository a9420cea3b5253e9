"""A publication as a whole: all units together, and the list of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from analysis.verdict import Verdict
from questionnaires import Instrument
from survey.agencies.names import name_key
from survey.database import session
from survey.i18n import language
from survey.instruments.service import get_instrument
from survey.results.models import Figure, Publication, PublicationUnit
from survey.results.printing import Band
from survey.results.reading.figures import PublishedFigure, Target
from survey.results.reading.finding import head
from survey.results.reading.heads import printed_count, standing_of, targets_of
from survey.results.reading.kept import kept
from survey.results.reading.published import (
    Overview,
    PublicationHead,
    TargetCount,
    UnitRow,
)
from survey.results.reading.rosters import roster_of
from survey.results.reading.sections import extras_of, headline_of, tell_all, tree_of
from survey.results.reading.telling import Teller
from survey.results.subjects import headline_subject


def overview(publication: Publication) -> Overview:
    """Return all units together, then each of them by name.

    Of a published one it may be a minute old (`kept`).
    """
    if publication.published_at is None:
        return _overview(publication, head(publication))
    top = head(publication)  # with the moment of publication
    return kept((top, language()), lambda: _overview(publication, top))


def _overview(publication: Publication, top: PublicationHead) -> Overview:
    instrument = get_instrument(publication.wave.instrument_version_id)
    targets = targets_of(publication.wave)
    teller = Teller(instrument=instrument, targets=targets)
    told = tell_all(publication, None, teller)
    rated = rated_units(publication)
    rows = _rows_of(rated, publication, teller)
    size = sum(each.batch.n for each in rated if each.batch)
    n, n_band = printed_count(size) if size else (0, None)
    return Overview(
        publication=top,
        n=n,
        n_band=n_band,
        figure=headline_of(told, instrument),
        targets=tuple(targets.values()),
        counts=tuple(_counts(instrument, targets.values(), rows)),
        rows=rows,
        tree=tree_of(told, instrument),
        extras=extras_of(told, instrument),
    )


def _rows_of(
    rated_units: Sequence[PublicationUnit], publication: Publication, teller: Teller
) -> tuple[UnitRow, ...]:
    """Return the units of a publication with their headline, by proper name."""
    figures = headlines_of(publication, teller)
    roster = roster_of(publication)
    rows = [
        UnitRow(
            unit=standing_of(rated, publication, roster),
            figure=figures.get(rated.unit_id) if rated.batch else None,
        )
        for rated in rated_units
    ]
    return tuple(sorted(rows, key=lambda row: name_key(row.unit.name)))


def rated_units(publication: Publication) -> Sequence[PublicationUnit]:
    """Return the units of a publication, with their batches."""
    statement = (
        select(PublicationUnit)
        .where(PublicationUnit.publication_id == publication.id)
        .options(joinedload(PublicationUnit.unit), joinedload(PublicationUnit.batch))
    )
    return session().scalars(statement).all()


def find_headlines(
    publication_ids: Sequence[int], unit_id: int, teller: Teller
) -> Mapping[int, PublishedFigure]:
    """Return the headline of one unit in several publications, by their id."""
    statement = select_headlines(publication_ids, teller.instrument)
    if statement is None:
        return {}
    return {
        figure.publication_id: teller.tell(figure)
        for figure in session().scalars(statement.where(Figure.unit_id == unit_id))
    }


def headlines_of(
    publication: Publication, teller: Teller
) -> Mapping[int, PublishedFigure]:
    """Return the headline of each unit that has one, by the unit's id."""
    statement = select_headlines([publication.id], teller.instrument)
    if statement is None:
        return {}
    return {
        figure.unit_id: teller.tell(figure)
        for figure in session().scalars(statement)
        if figure.unit_id is not None
    }


def select_headlines(
    publication_ids: Sequence[int], instrument: Instrument
) -> Select[Figure] | None:
    """Select the headline of each unit and of all together, if there is one."""
    measure = instrument.headline
    if measure is None:
        return None
    return select(Figure).where(
        Figure.publication_id.in_(publication_ids),
        Figure.measure == measure.id,
        Figure.subject == headline_subject(measure),
    )


def _counts(
    instrument: Instrument, targets: Iterable[Target], rows: Sequence[UnitRow]
) -> Iterator[TargetCount]:
    """Yield the counts for each target, where the headline is one that can meet it."""
    if instrument.headline is not None and instrument.headline.kind == "share":
        for target in targets:
            yield _count(target, rows)


def _count(target: Target, rows: Sequence[UnitRow]) -> TargetCount:
    verdicts = Counter(_verdicts(target, rows))
    bands = Counter(row.figure.band if row.figure else Band.NOTHING for row in rows)
    return TargetCount(
        target=target,
        met=verdicts[Verdict.MET],
        cannot_tell=verdicts[Verdict.CANNOT_TELL],
        not_met=verdicts[Verdict.NOT_MET],
        indicative=bands[Band.INDICATIVE],
        too_few=bands[Band.NOTHING],
    )


def _verdicts(target: Target, rows: Sequence[UnitRow]) -> Iterator[Verdict]:
    for row in rows:
        for verdict in row.figure.verdicts if row.figure else ():
            if verdict.target == target:
                yield verdict.verdict_in_list
