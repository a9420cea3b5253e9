"""Prepare waves in the browser: a revision that two editors compare, and the way
back to a draft as long as nobody has answered.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "guard_wave_update"
SAYS = "what an open wave asks, and whether it is illustrative, is fixed"
EVENT = "UPDATE OF illustrative, instrument_version_id, state"
SAME = (
    "NEW.illustrative = OLD.illustrative AND (OLD.state = 'draft' OR ("
    "{back} AND NEW.instrument_version_id = OLD.instrument_version_id))"
)
BEFORE = SAME.format(back="NEW.state <> 'draft'")
UNUSED = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table} WHERE wave_id = OLD.id)"  # noqa: S608
    for table in ("inbox", "response", "quarantined", "slip_use")
)
AFTER = SAME.format(back=f"(NEW.state <> 'draft' OR (OLD.state = 'open' AND {UNUSED}))")


def upgrade() -> None:
    op.add_column(
        "wave",
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
    )
    _guard(AFTER)


def downgrade() -> None:
    _guard(BEFORE)
    op.drop_column("wave", "revision")


def _guard(allowed: str) -> None:
    """Put the guard of the first migrations in place, with this condition."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {NAME}")
        op.execute(
            f"CREATE TRIGGER {NAME} BEFORE {EVENT} ON wave "
            f"WHEN ({allowed}) IS NOT TRUE "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF ({allowed}) THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
