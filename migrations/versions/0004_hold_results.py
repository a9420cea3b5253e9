"""Hold tallies, batches, publications and their figures.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("first_period_id", WHOLE, nullable=False),
        sa.Column("last_period_id", WHOLE, nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        sa.CheckConstraint("n >= 10", name=op.f("ck_batch_is_large_enough")),
        sa.ForeignKeyConstraint(
            ["first_period_id"],
            ["period.id"],
            name=op.f("fk_batch_first_period_id_period"),
        ),
        sa.ForeignKeyConstraint(
            ["last_period_id"],
            ["period.id"],
            name=op.f("fk_batch_last_period_id_period"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_batch_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint(
            "unit_id", "first_period_id", name=op.f("uq_batch_unit_id_first_period_id")
        ),
        sa.UniqueConstraint(
            "unit_id", "last_period_id", name=op.f("uq_batch_unit_id_last_period_id")
        ),
    )
    op.create_table(
        "publication",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("correction", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                name="known_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("drafted_by", WHOLE, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", WHOLE, nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("software_version", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (approved_by IS NOT NULL)",
            name=op.f("ck_publication_published_means_approved"),
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_publication_published_has_a_moment"),
        ),
        sa.CheckConstraint(
            "(version = 1) = (correction IS NULL)",
            name=op.f("ck_publication_correction_says_why"),
        ),
        sa.CheckConstraint(
            "approved_by <> drafted_by", name=op.f("ck_publication_needs_two_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["account.id"],
            name=op.f("fk_publication_approved_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"],
            ["account.id"],
            name=op.f("fk_publication_drafted_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_publication_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_publication_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint(
            "period_id", "version", name=op.f("uq_publication_period_id_version")
        ),
    )
    op.create_index(
        op.f("ix_publication_wave_id"), "publication", ["wave_id"], unique=False
    )
    op.create_table(
        "tally_base",
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("psu", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_tally_base_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_tally_base_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_tally_base_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "period_id",
            "unit_id",
            "stratum",
            "psu",
            "subject",
            name=op.f("pk_tally_base"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally_cell",
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("period_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("psu", sa.String(), nullable=False),
        sa.Column("item_id", WHOLE, nullable=False),
        sa.Column("code", WHOLE, autoincrement=False, nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("weight_squared", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_tally_cell_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_tally_cell_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_tally_cell_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_tally_cell_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "period_id",
            "unit_id",
            "stratum",
            "psu",
            "item_id",
            "code",
            name=op.f("pk_tally_cell"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("publication_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "share",
                "mean",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("se", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        sa.Column("n_eff", sa.Double(), nullable=True),
        sa.Column("df", sa.Double(), nullable=True),
        sa.Column("deff", sa.Double(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("aggregation", sa.String(), nullable=False),
        sa.Column("base_rule", sa.String(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "n >= 10 OR value IS NULL", name=op.f("ck_figure_no_value_below_ten")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_figure_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_figure_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint(
            "publication_id",
            "unit_id",
            "channel",
            "measure",
            "subject",
            name=op.f("uq_figure_publication_id_unit_id_channel_measure_subject"),
        ),
    )
    op.create_index(
        "uq_figure_of_all_units",
        "figure",
        ["publication_id", "channel", "measure", "subject"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NULL"),
        postgresql_where=sa.text("unit_id IS NULL"),
    )
    op.create_table(
        "publication_unit",
        sa.Column("publication_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("batch_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_publication_unit_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_unit_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_publication_unit_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint(
            "publication_id", "unit_id", name=op.f("pk_publication_unit")
        ),
    )
    op.create_table(
        "figure_option",
        sa.Column("figure_id", WHOLE, nullable=False),
        sa.Column("code", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["figure_id"],
            ["figure.id"],
            name=op.f("fk_figure_option_figure_id_figure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("figure_id", "code", name=op.f("pk_figure_option")),
    )
    op.create_table(
        "figure_verdict",
        sa.Column("figure_id", WHOLE, nullable=False),
        sa.Column("index_target_id", WHOLE, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("verdict_in_list", sa.String(), nullable=False),
        sa.Column("further_answers", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["figure_id"],
            ["figure.id"],
            name=op.f("fk_figure_verdict_figure_id_figure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["index_target_id"],
            ["index_target.id"],
            name=op.f("fk_figure_verdict_index_target_id_index_target"),
        ),
        sa.PrimaryKeyConstraint(
            "figure_id", "index_target_id", name=op.f("pk_figure_verdict")
        ),
    )


def downgrade() -> None:
    op.drop_table("figure_verdict")
    op.drop_table("figure_option")
    op.drop_table("publication_unit")
    op.drop_index(
        "uq_figure_of_all_units",
        table_name="figure",
        sqlite_where=sa.text("unit_id IS NULL"),
        postgresql_where=sa.text("unit_id IS NULL"),
    )
    op.drop_table("figure")
    op.drop_table("tally_cell")
    op.drop_table("tally_base")
    op.drop_index(op.f("ix_publication_wave_id"), table_name="publication")
    op.drop_table("publication")
    op.drop_table("batch")
