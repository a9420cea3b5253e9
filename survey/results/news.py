"""What has appeared lately about one's own units, for the first page of staff."""

from datetime import timedelta

from sqlalchemy import exists, select

from survey import clock
from survey.accounts.models import Role
from survey.agencies.tenancy import Scope, current_scope
from survey.database import session
from survey.results import reading
from survey.results.models import Publication, PublicationUnit
from survey.results.reading.finding import newest_by_wave
from survey.results.reading.published import PublicationHead

READERS = (Role.VIEWER, Role.DESIGNER, Role.ANALYST, Role.APPROVER)
NEW_FOR = timedelta(days=14)


def newly_published() -> list[PublicationHead]:
    """Return what was published in the last two weeks of units one may see."""
    scope, since = current_scope(*READERS), clock.now() - NEW_FOR
    return [
        reading.head(publication)
        for publication in newest_by_wave()
        if publication.published_at is not None
        and publication.published_at >= since
        and _rates(publication, scope)
    ]


def _rates(publication: Publication, scope: Scope) -> bool:
    rated = exists().where(
        PublicationUnit.publication_id == publication.id,
        scope.covers(PublicationUnit.unit_id),
    )
    return bool(session().scalar(select(rated)))
