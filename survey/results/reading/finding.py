"""Finds publications; what is not published is found only by staff."""

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import contains_eager

from survey.agencies.models import Unit
from survey.database import session
from survey.results.models import Publication, PublicationState, PublicationUnit
from survey.results.reading.heads import head_of
from survey.results.reading.published import PublicationHead
from survey.waves.models import Period, Wave


def latest_publications() -> list[PublicationHead]:
    """Return the newest version of every published period, the newest first."""
    statement = newest_published().order_by(
        Publication.published_at.desc(), Publication.id.desc()
    )
    return [head_of(each, each.version) for each in session().scalars(statement)]


def find_publication(
    wave_slug: str, period_number: int, version: int | None = None
) -> Publication | None:
    """Return a published version, the newest by default; never a draft."""
    statement = (
        select(Publication)
        .join(Period, Period.id == Publication.period_id)
        .join(Wave, Wave.id == Publication.wave_id)
        .where(
            Publication.state == PublicationState.PUBLISHED,
            Wave.slug == wave_slug,
            Period.number == period_number,
        )
        .order_by(Publication.version.desc())
        .limit(1)
    )
    if version is not None:
        statement = statement.where(Publication.version == version)
    return session().scalar(statement)


def list_versions(publication: Publication) -> list[PublicationHead]:
    """Return all published versions of the same period, the newest first."""
    statement = (
        select(Publication)
        .where(
            Publication.period_id == publication.period_id,
            Publication.state == PublicationState.PUBLISHED,
        )
        .order_by(Publication.version.desc())
    )
    versions = list(session().scalars(statement))
    return [head_of(each, versions[0].version) for each in versions]


def head(publication: Publication) -> PublicationHead:
    """Return which publication this is, a draft too."""
    newest = session().scalar(
        select(func.max(Publication.version)).where(
            Publication.period_id == publication.period_id,
            Publication.state == PublicationState.PUBLISHED,
        )
    )
    return head_of(publication, max(publication.version, newest or 0))


def newest_by_wave(unit: Unit | None = None) -> list[Publication]:
    """Return the newest publication of each wave, the newest wave first.

    With a unit only of the waves that rate it.
    """
    statement = (
        newest_published()
        .join(Period, Period.id == Publication.period_id)
        .order_by(Period.ends_on.desc(), Publication.id.desc())
        .options(contains_eager(Publication.period))
    )
    if unit is not None:
        statement = statement.join(
            PublicationUnit, PublicationUnit.publication_id == Publication.id
        ).where(PublicationUnit.unit_id == unit.id)
    by_wave: dict[int, Publication] = {}
    for publication in session().scalars(statement):
        by_wave.setdefault(publication.wave_id, publication)
    return list(by_wave.values())


def newest_published() -> Select[Publication]:
    """Select the newest published version of each period."""
    newest = (
        select(Publication.period_id, func.max(Publication.version).label("version"))
        .where(Publication.state == PublicationState.PUBLISHED)
        .group_by(Publication.period_id)
        .subquery()
    )
    return select(Publication).join(
        newest,
        and_(
            newest.c.period_id == Publication.period_id,
            newest.c.version == Publication.version,
        ),
    )
