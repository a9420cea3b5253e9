"""Count finished dossiers, so that participation can be told.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "finished_dossiers"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("count", WHOLE, nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f(f"ck_{TABLE}_count_is_a_count")),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["period.id"],
            name=op.f(f"fk_{TABLE}_period_id_period"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f(f"fk_{TABLE}_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("period_id", "unit_id", name=op.f(f"pk_{TABLE}")),
    )
    op.add_column("publication_unit", sa.Column("dossiers", WHOLE, nullable=True))


def downgrade() -> None:
    op.drop_column("publication_unit", "dossiers")
    op.drop_table(TABLE)
