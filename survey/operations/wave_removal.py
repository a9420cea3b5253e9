"""Removing waves with all their rows; the database lets only illustrative ones go."""

from collections.abc import Collection

from sqlalchemy import Table, delete

from survey.database import session
from survey.tables import metadata
from survey.waves.groups import drop_unused
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


def remove_waves(ids: Collection[int]) -> None:
    """Delete waves and whatever was stored of them."""
    for name in BY_WAVE:
        table: Table = metadata.tables[name]
        session().execute(delete(table).where(table.c.wave_id.in_(ids)))
    drop_unused()
    session().execute(delete(Wave).where(Wave.id.in_(ids)))
    session().expire_all()
