"""What the kinds of jobs are called by people."""

from survey.i18n import lazy_gettext as _l

NAMES = {
    "results.draft": _l("Draft a publication"),
    "evidence.check": _l("Nightly check of log and answers"),
    "evidence.sign": _l("Nightly signature"),
    "release.nightly": _l("Nightly release of ratings"),
    "publications.due": _l("Publishing what was set for a moment"),
    "kiosks.watch": _l("Watching over the kiosks"),
    "responses.sweep": _l("Daily tidying of drafts"),
    "contacts.sweep": _l("Daily deletion of contacts"),
    "invitations.remind": _l("Reminders of invitations"),
    "outbox.send": _l("Sending of messages"),
}


def job_name(kind: str) -> str:
    """Return the name of a kind of job, or the kind where it has none."""
    return str(NAMES.get(kind, kind))
