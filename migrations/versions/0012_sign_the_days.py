"""Sign the days: documents of what stood there, and who outside confirms them.

Neither is ever changed or taken away.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAYS = "what was signed or confirmed is never changed"
TABLES = ("daily_root", "outside_confirmation")
EVENTS = ("update", "delete")


def upgrade() -> None:
    op.create_table(
        "daily_root",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_root")),
        sa.UniqueConstraint("digest", name=op.f("uq_daily_root_digest")),
    )
    op.create_table(
        "outside_confirmation",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("keeper", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["day"],
            ["daily_root.day"],
            name=op.f("fk_outside_confirmation_day_daily_root"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["account.id"],
            name=op.f("fk_outside_confirmation_recorded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_confirmation")),
    )
    op.create_index(
        "ix_outside_confirmation_day", "outside_confirmation", ["day"], unique=False
    )
    for table in TABLES:
        for event in EVENTS:
            _guard(table, event)


def downgrade() -> None:
    for table in TABLES:
        for event in EVENTS:
            _unguard(table, event)
    op.drop_index("ix_outside_confirmation_day", table_name="outside_confirmation")
    op.drop_table("outside_confirmation")
    op.drop_table("daily_root")


def _guard(table: str, event: str) -> None:
    name = f"guard_{table}_{event}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{SAYS}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _unguard(table: str, event: str) -> None:
    name = f"guard_{table}_{event}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")
