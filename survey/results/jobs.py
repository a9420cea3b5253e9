"""The job behind "draft a publication", as the worker runs it."""

from collections.abc import Mapping
from typing import Any

from survey.accounts.models import Account
from survey.audit.service import record
from survey.database import session, transaction
from survey.i18n import gettext as _
from survey.jobs.progress import Progress
from survey.results import drafting
from survey.results.models import Publication, PublicationState
from survey.results.publications import versions_of
from survey.waves.models import Period

KIND = "results.draft"


def draft(arguments: Mapping[str, Any], progress: Progress) -> str:
    """Draft the publication of `period_id` for `account_id`; say what came of it.

    Each step is a transaction of its own, so that a killed job leaves only what
    the next run makes again; a draft that is there already is not made twice.
    """
    period = session().get_one(Period, arguments["period_id"])
    account = session().get_one(Account, arguments["account_id"])
    correction = arguments.get("correction")
    if _find_own_draft(period, account, correction) is not None:
        return _("The draft is ready.")
    with transaction():
        drafting.prepare(period, correction)
    figures = drafting.compute_figures(period, progress.report)
    with transaction():
        publication = drafting.keep(period, account, figures, correction)
        record_draft(f"job:{KIND}", publication, account)
    return _("The draft is ready.")


def record_draft(actor: str, publication: Publication, account: Account) -> None:
    """Write into the audit log that a publication was drafted, and for whom."""
    record(
        actor,
        "publication.draft",
        f"publication:{publication.id}",
        account=account.username,
        wave=publication.wave.slug,
        period=publication.period.number,
        version=publication.version,
    )


def _find_own_draft(
    period: Period, account: Account, correction: str | None
) -> Publication | None:
    drafts = (
        version
        for version in versions_of(period)
        if version.state is PublicationState.DRAFT
        and version.drafted_by == account.id
        and version.correction == correction
    )
    return next(drafts, None)
