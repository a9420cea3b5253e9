"""Remember what units were called, and whom they belonged to.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unit_former",
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", WHOLE, nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_unit_former_says_a_name")),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_unit_former_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["unit.id"], name=op.f("fk_unit_former_parent_id_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "valid_to", name=op.f("pk_unit_former")),
    )


def downgrade() -> None:
    op.drop_table("unit_former")
