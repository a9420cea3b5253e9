"""What somebody must know who has a complaint: it is not heard here."""

from survey.agencies.desk import complaint_channel
from survey.agencies.models import Unit
from survey.i18n import gettext as _


def no_complaints(unit: Unit) -> str:
    """Return that this is no place for complaints, and which place is."""
    here = _(
        "This is not the place for a complaint or a denunciation: nobody can answer "
        "you here."
    )
    channel = complaint_channel(unit) or _(
        "Please take those to the authority that the law names."
    )
    return f"{here} {channel}"
