"""The headline of a unit over the periods, earlier waves too, and its breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from survey.agencies.models import Unit
from survey.agencies.succession import breaks_of
from survey.database import session
from survey.instruments.models import InstrumentVersion
from survey.results.models import Publication, PublicationUnit
from survey.results.reading.finding import newest_published
from survey.results.reading.heads import label_of
from survey.results.reading.overviews import find_headlines
from survey.results.reading.published import HistoryPoint
from survey.results.reading.telling import Teller
from survey.waves.models import Period, Wave

LATEST = 24  # points; a chart shows fewer, the table below it all


def history_of(
    publication: Publication, unit: Unit, teller: Teller
) -> tuple[HistoryPoint, ...]:
    """Return the unit's headline in each publication up to this one, oldest first.

    Earlier waves count where they asked with the same instrument, and people came
    the same way: shares of a sample and of the counter are never one line.
    """
    everything = [*_earlier(publication), publication]
    ids = [each.id for each in everything]
    carried_over = _carried_over(ids, unit)
    figures = find_headlines(ids, unit.id, teller)
    points = [
        HistoryPoint(
            period=label_of(each.period),
            figure=figures.get(each.id),
            is_carried_over=carried_over[each.id],
            wave_slug=each.wave.slug,
        )
        for each in everything
        if each.id in carried_over
    ]
    versions = {each.wave.slug: each.wave.instrument_version_id for each in everything}
    return tuple(_with_breaks(points, unit, versions))


def _with_breaks(
    points: Sequence[HistoryPoint], unit: Unit, versions: dict[str, int]
) -> Iterator[HistoryPoint]:
    yield from points[:1]
    breaks = breaks_of(unit)
    for before, after in pairwise(points):
        yield replace(
            after,
            breaks=tuple(
                each
                for each in breaks
                if before.period.ends_on < each.on_date <= after.period.ends_on
            ),
            new_version=versions[before.wave_slug] != versions[after.wave_slug],
        )


def _carried_over(publication_ids: Sequence[int], unit: Unit) -> dict[int, bool]:
    """Return the publications that rate a unit, and whether it was too few there."""
    rows = session().execute(
        select(PublicationUnit.publication_id, PublicationUnit.batch_id).where(
            PublicationUnit.unit_id == unit.id,
            PublicationUnit.publication_id.in_(publication_ids),
        )
    )
    return {row.publication_id: row.batch_id is None for row in rows}


def _earlier(publication: Publication) -> list[Publication]:
    wave, period = publication.wave, publication.period
    same_instrument = InstrumentVersion.instrument == wave.instrument_version.instrument
    statement = (
        newest_published()
        .join(Period, Period.id == Publication.period_id)
        .join(Wave, Wave.id == Publication.wave_id)
        .join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
        .where(
            Wave.kind == wave.kind,
            Wave.illustrative == wave.illustrative,
            same_instrument,
            or_(
                and_(Wave.id == wave.id, Period.number < period.number),
                and_(Wave.id != wave.id, Period.ends_on < period.starts_on),
            ),
        )
        .order_by(Period.ends_on.desc(), Period.id.desc())
        .limit(LATEST)
        .options(contains_eager(Publication.period), contains_eager(Publication.wave))
    )
    return list(reversed(session().scalars(statement).all()))
