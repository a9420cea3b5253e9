"""Removing illustrative waves; the database lets nothing else of the kind go."""

from sqlalchemy import Table, delete, select

from survey.agencies.models import Unit
from survey.database import session
from survey.kiosks.models import Kiosk
from survey.tables import metadata
from survey.waves.models import Wave

# Children before their parents; what hangs on one of these goes by cascade.
BY_WAVE = (
    "publication",
    "batch",
    "tally_cell",
    "tally_base",
    "answer",
    "comment",
    "response",
    "cluster_label",
    "inbox",
    "quarantined",
    "code_batch",
    "slip_use",
    "box_opening",
    "slip_batch",
    "wave_unit",
    "period",
    "index_target",
)


def remove_illustrations() -> int:
    """Delete illustrative waves and units; return how many waves there were."""
    ids = list(session().scalars(select(Wave.id).where(Wave.illustrative)))
    for name in BY_WAVE:
        table: Table = metadata.tables[name]
        session().execute(delete(table).where(table.c.wave_id.in_(ids)))
    session().execute(delete(Wave).where(Wave.id.in_(ids)))
    units = select(Unit.id).where(Unit.illustrative)
    session().execute(delete(Kiosk).where(Kiosk.unit_id.in_(units)))
    session().execute(delete(Unit).where(Unit.illustrative))
    session().expire_all()
    return len(ids)
