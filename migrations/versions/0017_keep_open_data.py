"""Keep the open data of publications as it appeared.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "publication_file"
SAYS = "the open data of a publication is final"
# What belongs to an illustrative wave may be dropped with it.
DROPPABLE = """COALESCE((
    SELECT w.illustrative FROM publication p JOIN wave w ON w.id = p.wave_id
    WHERE p.id = OLD.publication_id), TRUE)"""
ALLOWED = {"UPDATE": "FALSE", "DELETE": DROPPABLE}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("publication_id", WHOLE, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(sha256) = 64", name=op.f(f"ck_{TABLE}_hash_is_whole")
        ),
        sa.CheckConstraint("size > 0", name=op.f(f"ck_{TABLE}_file_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f(f"fk_{TABLE}_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "name", name=op.f(f"pk_{TABLE}")),
    )
    for event, allowed in ALLOWED.items():
        _guard(event, allowed)


def downgrade() -> None:
    for event in ALLOWED:
        _unguard(event)
    op.drop_table(TABLE)


def _guard(event: str, allowed: str) -> None:
    name = f"guard_{TABLE}_{event.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} "
            f"WHEN ({allowed}) IS NOT TRUE BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    row = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF ({allowed}) THEN RETURN {row}; END IF; RAISE EXCEPTION '{SAYS}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _unguard(event: str) -> None:
    name = f"guard_{TABLE}_{event.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {TABLE}")
    op.execute(f"DROP FUNCTION {name}()")
