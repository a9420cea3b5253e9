"""Take in submissions, and keep released responses apart from them.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("key_tag", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_tag", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_draft_expires_at"), "draft", ["expires_at"], unique=False)
    op.create_table(
        "spent",
        sa.Column("uuid_tag", sa.LargeBinary(), nullable=False),
        sa.Column("body_tag", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("uuid_tag", name=op.f("pk_spent")),
        sa.UniqueConstraint("receipt", name=op.f("uq_spent_receipt")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_spent_spent_on"), "spent", ["spent_on"], unique=False)
    op.create_table(
        "cluster_label",
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("counter", WHOLE, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_cluster_label_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_cluster_label_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "unit_id",
            "period_id",
            "counter",
            "day",
            name=op.f("pk_cluster_label"),
        ),
        sa.UniqueConstraint("label", name=op.f("uq_cluster_label_label")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("asked_as", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_comment_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_comment_wave_id_unit_id", "comment", ["wave_id", "unit_id"], unique=False
    )
    op.create_table(
        "inbox",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "kiosk",
                "paper",
                "interview",
                "imported",
                name="known_channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("counter", WHOLE, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_inbox_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_inbox_wave_id_unit_id", "inbox", ["wave_id", "unit_id"], unique=False
    )
    op.create_table(
        "response",
        sa.Column("wave_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("instrument_version_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("service_field", WHOLE, nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "kiosk",
                "paper",
                "interview",
                "imported",
                name="known_channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("cluster", sa.String(), nullable=True),
        sa.Column("base_weight", sa.Double(), nullable=False),
        sa.Column("adjustment_cell", sa.String(), nullable=True),
        sa.Column("interviewer", sa.String(), nullable=True),
        sa.Column("flags", sa.String(), nullable=False),
        sa.CheckConstraint(
            "base_weight > 0", name=op.f("ck_response_weight_is_positive")
        ),
        sa.CheckConstraint("id > 0", name=op.f("ck_response_id_is_positive")),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_response_instrument_version_id_instrument_version"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_response_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_response_wave_id_unit_id_wave_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_response_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "id", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_response_wave_id_period_id_unit_id",
        "response",
        ["wave_id", "period_id", "unit_id"],
        unique=False,
    )
    op.create_table(
        "answer",
        sa.Column("wave_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("response_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("code", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_answer_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "response_id"],
            ["response.wave_id", "response.id"],
            name=op.f("fk_answer_wave_id_response_id_response"),
        ),
        sa.PrimaryKeyConstraint(
            "wave_id", "response_id", "item_id", name=op.f("pk_answer")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("answer")
    op.drop_index("ix_response_wave_id_period_id_unit_id", table_name="response")
    op.drop_table("response")
    op.drop_index("ix_inbox_wave_id_unit_id", table_name="inbox")
    op.drop_table("inbox")
    op.drop_index("ix_comment_wave_id_unit_id", table_name="comment")
    op.drop_table("comment")
    op.drop_table("cluster_label")
    op.drop_index(op.f("ix_spent_spent_on"), table_name="spent")
    op.drop_table("spent")
    op.drop_index(op.f("ix_draft_expires_at"), table_name="draft")
    op.drop_table("draft")
