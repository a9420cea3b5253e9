"""Pool what is left of small units: groups that a wave declares before it opens.

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

IS_GROUP = "(SELECT is_group FROM unit WHERE id = NEW.unit_id)"
IS_DECLARED = (
    "EXISTS (SELECT 1 FROM wave_unit AS pool JOIN unit ON unit.id = pool.unit_id "
    "WHERE pool.wave_id = NEW.wave_id AND pool.unit_id = NEW.group_id "
    "AND unit.is_group)"
)
IS_DRAFT = "((SELECT state FROM wave WHERE id = NEW.wave_id) = 'draft')"
FITS = (
    f"(NEW.group_id IS NULL OR ({IS_DECLARED} AND {IS_DRAFT} AND NOT {IS_GROUP}))",
    "a group is declared in a draft, for units that are rated in the same wave",
)
STAYS = (
    f"(COALESCE(NEW.group_id, 0) = COALESCE(OLD.group_id, 0) OR {FITS[0]})",
    "the group of a unit is fixed once the wave has opened",
)
RATED = (f"(NOT {IS_GROUP})", "a group of units is not rated by anybody")
GUARDS = {
    "guard_group_insert": ("INSERT", "wave_unit", *FITS),
    "guard_group_update": ("UPDATE OF group_id", "wave_unit", *STAYS),
    "guard_inbox_of_group": ("INSERT", "inbox", *RATED),
    "guard_response_of_group": ("INSERT", "response", *RATED),
}


def upgrade() -> None:
    op.add_column(
        "unit",
        sa.Column("is_group", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # SQLite takes a reference only together with its column.
    kind = "INTEGER" if _is_sqlite() else "BIGINT"
    op.execute(
        f"ALTER TABLE wave_unit ADD COLUMN group_id {kind} "
        "CONSTRAINT fk_wave_unit_group_id_unit REFERENCES unit (id)"
    )
    for name, (event, table, allowed, says) in GUARDS.items():
        _guard(name, event, table, allowed, says)


def downgrade() -> None:
    for name, (_event, table, _allowed, _says) in GUARDS.items():
        if _is_sqlite():
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_column("wave_unit", "group_id")
    op.drop_column("unit", "is_group")


def _guard(name: str, event: str, table: str, allowed: str, says: str) -> None:
    if _is_sqlite():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"WHEN {allowed} IS NOT TRUE BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {allowed} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")
