"""Review publications: a draft goes to and fro before it is approved.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "publication_step",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("publication_id", WHOLE, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "submitted",
                "returned",
                "scheduled",
                "withdrawn",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("account_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'scheduled') = (due_at IS NOT NULL)",
            name=op.f("ck_publication_step_scheduled_has_a_moment"),
        ),
        sa.CheckConstraint(
            "kind <> 'returned' OR note <> ''",
            name=op.f("ck_publication_step_returned_has_reasons"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_step_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_publication_step_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_step")),
    )
    op.create_index(
        "ix_publication_step_publication_id",
        "publication_step",
        ["publication_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_publication_step_publication_id", table_name="publication_step")
    op.drop_table("publication_step")
