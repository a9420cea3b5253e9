"""What the platform holds of a wave, counted by the test's own eyes."""

from sqlalchemy import func, select

from survey.database import session
from survey.responses.models import InboxRow, Quarantined, Response
from survey.waves.models import Wave


def count_of(model: type, wave: Wave) -> int:
    session().rollback()  # look at what others have committed
    statement = select(func.count()).select_from(model)
    return session().scalar(statement.where(model.wave_id == wave.id)) or 0


def counted(wave: Wave) -> int:
    """Return how many answers count: those that wait, and those released."""
    return count_of(InboxRow, wave) + count_of(Response, wave)


def only_row(wave: Wave) -> InboxRow:
    session().rollback()
    return session().scalars(select(InboxRow).where(InboxRow.wave_id == wave.id)).one()


def in_quarantine(wave: Wave) -> list[str]:
    """Return why answers are set apart, one entry for each."""
    session().rollback()
    reasons = select(Quarantined.reason).where(Quarantined.wave_id == wave.id)
    return sorted(session().scalars(reasons))
