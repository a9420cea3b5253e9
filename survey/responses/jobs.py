"""Work that is done when nobody asks."""

from datetime import date

from survey.database import transaction
from survey.i18n import gettext as _
from survey.responses import service


def sweep(today: date) -> str:
    """Remove what is kept no longer, and say how much it was."""
    with transaction():
        swept = service.sweep(today)
    return _(
        "Removed: %(drafts)s forms that were not sent, %(receipts)s old receipts.",
        drafts=swept.drafts,
        receipts=swept.spent,
    )
