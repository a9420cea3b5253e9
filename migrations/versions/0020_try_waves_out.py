"""Try waves out: same screens, never published, dropped in one go.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SAYS = "a trial is never published"
NAME = "guard_publication_of_trial"
IS_TRIAL = "(SELECT trial FROM wave WHERE id = NEW.wave_id)"


def upgrade() -> None:
    op.add_column(
        "wave",
        sa.Column("trial", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    if _is_sqlite():
        op.execute(
            f"CREATE TRIGGER {NAME} BEFORE INSERT ON publication "
            f"WHEN {IS_TRIAL} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {IS_TRIAL} THEN RAISE EXCEPTION '{SAYS}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {NAME} BEFORE INSERT ON publication "
        f"FOR EACH ROW EXECUTE FUNCTION {NAME}()"
    )


def downgrade() -> None:
    if _is_sqlite():
        op.execute(f"DROP TRIGGER {NAME}")
    else:
        op.execute(f"DROP TRIGGER {NAME} ON publication")
        op.execute(f"DROP FUNCTION {NAME}()")
    op.drop_column("wave", "trial")


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")
