"""Removing illustrative waves; the database lets nothing else of the kind go."""

from sqlalchemy import delete, select

from survey.agencies.models import Unit
from survey.database import session
from survey.kiosks.models import Kiosk
from survey.operations.wave_removal import remove_waves
from survey.waves.models import Wave


def remove_illustrations() -> int:
    """Delete illustrative waves and units; return how many waves there were."""
    ids = list(session().scalars(select(Wave.id).where(Wave.illustrative)))
    remove_waves(ids)
    units = select(Unit.id).where(Unit.illustrative)
    session().execute(delete(Kiosk).where(Kiosk.unit_id.in_(units)))
    session().execute(delete(Unit).where(Unit.illustrative))
    session().expire_all()
    return len(ids)
