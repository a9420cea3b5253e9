"""What was approved beforehand, published when its moment has come."""

from datetime import date

import structlog

from survey import clock
from survey.audit.service import record
from survey.database import transaction
from survey.errors import SurveyError
from survey.i18n import gettext as _
from survey.i18n import ngettext
from survey.results import publications, reviewing
from survey.results.archive.files import keep_files, without_files

log = structlog.get_logger()


def publish_due(_day: date) -> str:
    """Publish every draft whose moment has come; one that cannot be stays."""
    published = 0
    for draft, step in reviewing.list_due(clock.now()):
        try:
            with transaction():
                publications.publish(draft, step.account)
                record(
                    "job:publications.due",
                    "publication.approve",
                    f"publication:{draft.id}",
                    account=step.account.username,
                    wave=draft.wave.slug,
                    period=draft.period.number,
                    version=draft.version,
                )
        except SurveyError:
            log.exception("a scheduled publication did not appear", id=draft.id)
        else:
            published += 1
    make_files()
    if not published:
        return _("Nothing was due.")
    return ngettext(
        "%(n)s publication appeared.", "%(n)s publications appeared.", published
    )


def make_files() -> None:
    """Make the open data of what has appeared; it takes seconds, so no request does."""
    for publication in without_files():
        with transaction():
            keep_files(publication)
