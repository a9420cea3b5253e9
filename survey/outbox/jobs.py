"""Work that is done when nobody asks."""

from datetime import date

from survey.i18n import gettext as _
from survey.outbox import sending


def send(_today: date) -> str:
    """Send what is due; never say how much, which would tell who was there."""
    sending.send_due()
    return _("Messages that were due were handed over.")
