"""Publications as staff handle them: found, approved, discarded."""

from typing import Any

from sqlalchemy import ColumnExpressionArgument, delete, select

from survey import clock
from survey.accounts.models import Account
from survey.database import session
from survey.results import reviewing, rules
from survey.results.models import Publication, PublicationState
from survey.results.notices import tell_offices
from survey.waves.models import Period


def find(publication_id: int) -> Publication | None:
    """Return the publication with this id, draft or not."""
    return session().get(Publication, publication_id)


def versions_of(period: Period) -> list[Publication]:
    """Return all versions of a period's publication, drafts too, oldest first."""
    statement = select(Publication).where(Publication.period_id == period.id)
    return list(session().scalars(statement.order_by(Publication.version)))


def check_may_draft(period: Period, correction: str | None) -> None:
    """Refuse what the worker would refuse, before it is asked."""
    rules.check_may_draft(period, versions_of(period), correction)


def approve(publication: Publication, account: Account) -> None:
    """Publish a draft that was handed over; it is final from here on.

    Raises
    ------
    NotADraft, ApproverRoleNeeded, SecondAccountNeeded, NotSubmitted
        See `survey.results.rules`.
    """
    waits = reviewing.is_waiting(publication)
    rules.check_may_approve(publication, account, is_waiting=waits)
    _publish(publication, account)


def publish(publication: Publication, account: Account) -> None:
    """Publish a draft that `account` has approved for this moment."""
    rules.check_may_approve(publication, account, is_waiting=True)
    _publish(publication, account)


def _publish(publication: Publication, account: Account) -> None:
    publication.state = PublicationState.PUBLISHED
    publication.approved_by = account.id
    publication.published_at = clock.now()
    session().flush()
    tell_offices(publication)


def discard(publication: Publication) -> None:
    """Drop a draft with its figures; batches and tallies stay as they are."""
    rules.check_is_draft(publication)
    session().execute(delete(Publication).where(Publication.id == publication.id))
    session().expire_all()


def list_unpublished() -> list[Period]:
    """Return the closed periods that nobody has drafted yet, oldest first."""
    drafted = select(Publication.period_id)
    statement = (
        select(Period)
        .where(Period.closed_at.is_not(None), Period.id.not_in(drafted))
        .order_by(Period.ends_on, Period.id)
    )
    return list(session().scalars(statement))


def list_drafts() -> list[Publication]:
    """Return the drafts, the oldest first: it has waited longest."""
    return _listed(PublicationState.DRAFT, Publication.drafted_at, Publication.id)


def list_published() -> list[Publication]:
    """Return all that is published, old versions too, the newest first."""
    newest = Publication.published_at.desc(), Publication.id.desc()
    return _listed(PublicationState.PUBLISHED, *newest)


def _listed(
    state: PublicationState, *order: ColumnExpressionArgument[Any]
) -> list[Publication]:
    statement = select(Publication).where(Publication.state == state).order_by(*order)
    return list(session().scalars(statement))
