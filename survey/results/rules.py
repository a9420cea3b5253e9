"""What may be drafted and published: decisions on plain values."""

from collections.abc import Sequence

from survey.accounts.models import Account, Role
from survey.results.errors import (
    AlreadyPublished,
    ApproverRoleNeeded,
    DraftExists,
    NotADraft,
    NothingToCorrect,
    NotSubmitted,
    PeriodNotClosed,
    SecondAccountNeeded,
)
from survey.results.models import Publication, PublicationState
from survey.waves.models import Period


def check_may_draft(
    period: Period, versions: Sequence[Publication], correction: str | None
) -> None:
    """Refuse a draft of an open period, a second one, or an unexplained version."""
    if period.closed_at is None:
        raise PeriodNotClosed
    if any(version.state is PublicationState.DRAFT for version in versions):
        raise DraftExists
    if versions and not correction:
        raise AlreadyPublished
    if correction and not versions:
        raise NothingToCorrect


def check_is_draft(publication: Publication) -> None:
    """Refuse to touch what is published."""
    if publication.state is not PublicationState.DRAFT:
        raise NotADraft


def check_may_approve(
    publication: Publication, account: Account, *, is_waiting: bool
) -> None:
    """Refuse an approval by the wrong account, or of what nobody handed over."""
    check_is_draft(publication)
    if not account.has(Role.APPROVER):
        raise ApproverRoleNeeded
    if account.id == publication.drafted_by:
        raise SecondAccountNeeded
    if not is_waiting:
        raise NotSubmitted
