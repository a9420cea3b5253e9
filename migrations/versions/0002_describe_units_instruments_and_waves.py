"""Describe units, published instruments and waves.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "instrument_version",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint(
            "content_hash", name=op.f("uq_instrument_version_content_hash")
        ),
        sa.UniqueConstraint(
            "instrument",
            "version",
            name=op.f("uq_instrument_version_instrument_version"),
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "province",
                "department",
                "commune",
                "vertical",
                "other",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", WHOLE, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "valid_to >= valid_from", name=op.f("ck_unit_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("instrument_version_id", WHOLE, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("asked_as", sa.String(), nullable=False),
        sa.Column("option", WHOLE, nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_item_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint(
            "instrument_version_id",
            "code",
            name=op.f("uq_item_instrument_version_id_code"),
        ),
        sa.UniqueConstraint(
            "instrument_version_id",
            "position",
            name=op.f("uq_item_instrument_version_id_position"),
        ),
    )
    op.create_table(
        "unit_succession",
        sa.Column("old_id", WHOLE, nullable=False),
        sa.Column("new_id", WHOLE, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "old_id <> new_id", name=op.f("ck_unit_succession_not_by_itself")
        ),
        sa.ForeignKeyConstraint(
            ["new_id"], ["unit.id"], name=op.f("fk_unit_succession_new_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["old_id"], ["unit.id"], name=op.f("fk_unit_succession_old_id_unit")
        ),
        sa.PrimaryKeyConstraint("old_id", "new_id", name=op.f("pk_unit_succession")),
    )
    op.create_table(
        "wave",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "counter",
                "survey",
                "imported",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="known_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("instrument_version_id", WHOLE, nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("population", sa.String(), nullable=False),
        sa.Column("population_en", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "closes_on >= opens_on", name=op.f("ck_wave_closes_after_it_opens")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_wave_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("slug", name=op.f("uq_wave_slug")),
    )
    op.create_index(
        op.f("ix_wave_instrument_version_id"),
        "wave",
        ["instrument_version_id"],
        unique=False,
    )
    op.create_table(
        "index_target",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("legal_text", sa.String(), nullable=False),
        sa.Column("legal_text_en", sa.String(), nullable=False),
        sa.Column("only_reference", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "value > 0 AND value < 1", name=op.f("ck_index_target_value_is_a_share")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_index_target_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_target")),
        sa.UniqueConstraint(
            "wave_id", "value", name=op.f("uq_index_target_wave_id_value")
        ),
    )
    op.create_table(
        "period",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_period_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_period_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("wave_id", "number", name=op.f("uq_period_wave_id_number")),
    )
    op.create_table(
        "wave_unit",
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_wave_unit_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_wave_unit_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("wave_id", "unit_id", name=op.f("pk_wave_unit")),
    )


def downgrade() -> None:
    op.drop_table("wave_unit")
    op.drop_table("period")
    op.drop_table("index_target")
    op.drop_index(op.f("ix_wave_instrument_version_id"), table_name="wave")
    op.drop_table("wave")
    op.drop_table("unit_succession")
    op.drop_table("item")
    op.drop_index(op.f("ix_unit_parent_id"), table_name="unit")
    op.drop_table("unit")
    op.drop_table("instrument_version")
