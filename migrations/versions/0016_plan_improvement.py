"""Plan what units do about their weak points.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "improvement_action"
RULES = {
    "says_what_and_who": "what <> '' AND owner <> ''",
    "done_has_an_outcome": "(done_on IS NULL) = (outcome = '')",
    "done_by_one": "(done_on IS NULL) = (done_by IS NULL)",
    "only_what_is_done_is_shown": "shown_at IS NULL OR done_on IS NOT NULL",
    "shown_by_one": "(shown_at IS NULL) = (shown_by IS NULL)",
    "needs_two_accounts": "shown_by <> done_by",
    "dropped_or_done": "dropped_on IS NULL OR done_on IS NULL",
    "share_is_a_fraction": "share IS NULL OR (share >= 0 AND share <= 1)",
}
POINTS_TO = {
    "unit_id": "unit",
    "period_id": "period",
    "written_by": "account",
    "done_by": "account",
    "shown_by": "account",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("written_by", WHOLE, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", WHOLE, nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_by", WHOLE, nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}"))
            for name, rule in RULES.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}_{table}")
            )
            for column, table in POINTS_TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_unit_id", TABLE, ["unit_id"], unique=False)


def downgrade() -> None:
    op.drop_index(f"ix_{TABLE}_unit_id", table_name=TABLE)
    op.drop_table(TABLE)
