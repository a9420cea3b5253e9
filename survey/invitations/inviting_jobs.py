"""Work that is done when nobody asks."""

from datetime import date

from survey.database import transaction
from survey.i18n import gettext as _
from survey.invitations import reminding
from survey.outbox import service as outbox


def remind(_today: date) -> str:
    """Queue the reminders that are due; never say how many answered."""
    with transaction():
        reminding.remind()
    return _("Reminders that were due were queued.")


def sweep(today: date) -> str:
    """Forget every contact whose time is over, here and in the outbox."""
    with transaction():
        reminding.sweep(today)
        outbox.sweep(today)
    return _("Addresses and telephone numbers whose time is over were deleted.")
