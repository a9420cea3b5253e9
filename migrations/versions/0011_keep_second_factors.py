"""Keep second factors, and forms whose session ended while they were filled in.

Sessions that are open count as without a second factor: their holders are asked.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("account_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "app",
                "sheet",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", WHOLE, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'app') = (sealed_secret IS NOT NULL)",
            name=op.f("ck_second_factor_an_app_has_a_secret"),
        ),
        _of_account("second_factor"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "sheet_code",
        sa.Column("account_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "number BETWEEN 1 AND 40", name=op.f("ck_sheet_code_stands_on_the_sheet")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["second_factor.account_id"],
            name=op.f("fk_sheet_code_account_id_second_factor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "number", name=op.f("pk_sheet_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept_form",
        sa.Column("key_tag", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", WHOLE, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _of_account("kept_form"),
        sa.PrimaryKeyConstraint("key_tag", name=op.f("pk_kept_form")),
    )
    for column in ("account_id", "expires_at"):
        op.create_index(f"ix_kept_form_{column}", "kept_form", [column], unique=False)
    op.add_column(
        "staff_session",
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("staff_session", "passed_at")
    for column in ("account_id", "expires_at"):
        op.drop_index(f"ix_kept_form_{column}", table_name="kept_form")
    op.drop_table("kept_form")
    op.drop_table("sheet_code")
    op.drop_table("second_factor")


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"],
        ["account.id"],
        name=op.f(f"fk_{table}_account_id_account"),
        ondelete="CASCADE",
    )
