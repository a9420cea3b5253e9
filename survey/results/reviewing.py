"""Between the draft and its approval: handed over, given back, set for a moment."""

from datetime import datetime, timedelta

from sqlalchemy import select

from survey import clock
from survey.accounts.models import Account
from survey.database import session
from survey.results import rules
from survey.results.errors import (
    MomentNotUsable,
    NotScheduled,
    ReasonsMissing,
    WaitsAlready,
)
from survey.results.models import Publication, PublicationState
from survey.results.step_models import PublicationStep, StepKind

# Further ahead nobody remembers what was approved.
LONGEST_WAIT = timedelta(days=60)
WAITING = frozenset({StepKind.SUBMITTED, StepKind.WITHDRAWN})


def list_steps(publication: Publication) -> list[PublicationStep]:
    """Return what was done with a draft, the oldest first."""
    statement = select(PublicationStep).where(
        PublicationStep.publication_id == publication.id
    )
    return list(session().scalars(statement.order_by(PublicationStep.id)))


def last_step(publication: Publication) -> PublicationStep | None:
    """Return what was done last, or nothing before it was handed over."""
    return next(reversed(list_steps(publication)), None)


def is_waiting(publication: Publication) -> bool:
    """Say whether an approver is to look at the draft."""
    last = last_step(publication)
    return last is not None and last.kind in WAITING


def submit(publication: Publication, account: Account, note: str = "") -> None:
    """Hand a draft over for approval.

    Raises
    ------
    NotADraft, WaitsAlready
        If it is published, or in the approver's hands already.
    """
    rules.check_is_draft(publication)
    last = last_step(publication)
    if last is not None and last.kind is not StepKind.RETURNED:
        raise WaitsAlready
    _add(publication, StepKind.SUBMITTED, account, note)


def give_back(publication: Publication, account: Account, reasons: str) -> None:
    """Give a draft back to who made it, and say why.

    Raises
    ------
    NotADraft, ApproverRoleNeeded, SecondAccountNeeded, NotSubmitted, ReasonsMissing
        See `survey.results.rules`.
    """
    rules.check_may_approve(publication, account, is_waiting=is_waiting(publication))
    if not reasons.strip():
        raise ReasonsMissing
    _add(publication, StepKind.RETURNED, account, reasons.strip())


def schedule(publication: Publication, account: Account, due_at: datetime) -> None:
    """Approve a draft, to appear by itself at a moment to come.

    Raises
    ------
    MomentNotUsable
        If the moment has passed, or lies more than sixty days ahead.
    """
    rules.check_may_approve(publication, account, is_waiting=is_waiting(publication))
    now = clock.now()
    if not now < due_at <= now + LONGEST_WAIT:
        raise MomentNotUsable
    _add(publication, StepKind.SCHEDULED, account, due_at=due_at)


def withdraw(publication: Publication, account: Account) -> None:
    """Call a moment off; the draft waits for approval again."""
    rules.check_is_draft(publication)
    last = last_step(publication)
    if last is None or last.kind is not StepKind.SCHEDULED:
        raise NotScheduled
    _add(publication, StepKind.WITHDRAWN, account)


def list_due(now: datetime) -> list[tuple[Publication, PublicationStep]]:
    """Return the drafts whose moment has come, with the step that set it."""
    drafts = session().scalars(
        select(Publication)
        .where(Publication.state == PublicationState.DRAFT)
        .order_by(Publication.id)
    )
    found = ((draft, last_step(draft)) for draft in drafts.all())
    return [
        (draft, step)
        for draft, step in found
        if step is not None and step.due_at is not None and step.due_at <= now
    ]


def _add(
    publication: Publication,
    kind: StepKind,
    account: Account,
    note: str = "",
    due_at: datetime | None = None,
) -> None:
    session().add(
        PublicationStep(
            publication_id=publication.id,
            kind=kind,
            account_id=account.id,
            at=clock.now(),
            note=" ".join(note.split()),
            due_at=due_at,
        )
    )
    session().flush()
