"""Know who may rate: single-use codes, kiosks, and what speaks for an answer.

Columns are added in plain SQL: a batch of Alembic's would build the tables of
SQLite anew, and their guards would be lost.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FLAGS = (("inbox", "partial"), ("spent", "withdrawn"), ("wave", "keep_partial"))
PROVEN = ("inbox", "response")


def upgrade() -> None:
    op.create_table(
        "kiosk",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("counters", sa.String(), nullable=False),
        sa.Column("idle_seconds", WHOLE, nullable=False),
        sa.Column("pin_salt", sa.LargeBinary(), nullable=False),
        sa.Column("pin_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued", WHOLE, nullable=False),
        sa.Column("oldest_day", sa.Date(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("clock_offset", WHOLE, nullable=True),
        sa.Column("storage_kept", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(public_key IS NULL) = (enrolled_at IS NULL)",
            name=op.f("ck_kiosk_enrolled_with_a_key"),
        ),
        sa.CheckConstraint(
            "idle_seconds BETWEEN 15 AND 180", name=op.f("ck_kiosk_idle_is_bearable")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_kiosk_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk")),
        sa.UniqueConstraint("device", name=op.f("uq_kiosk_device")),
    )
    op.create_index(op.f("ix_kiosk_unit_id"), "kiosk", ["unit_id"], unique=False)
    op.create_table(
        "kiosk_enrolment",
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("kiosk_id", WHOLE, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kiosk_id"],
            ["kiosk.id"],
            name=op.f("fk_kiosk_enrolment_kiosk_id_kiosk"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_tag", name=op.f("pk_kiosk_enrolment")),
    )
    op.create_index(
        op.f("ix_kiosk_enrolment_kiosk_id"),
        "kiosk_enrolment",
        ["kiosk_id"],
        unique=False,
    )
    op.create_table(
        "code_batch",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sheet",
                "message",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("returned", WHOLE, nullable=False),
        sa.Column("counted_back_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "returned >= 0 AND returned <= size",
            name=op.f("ck_code_batch_returned_fits_size"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_code_batch_size_is_positive")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_code_batch_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_code_batch_wave_id_unit_id_wave_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_code_batch_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_batch")),
    )
    op.create_index(
        op.f("ix_code_batch_expires_on"), "code_batch", ["expires_on"], unique=False
    )
    op.create_table(
        "quarantined",
        sa.Column("uuid_tag", sa.LargeBinary(), nullable=False),
        sa.Column("kiosk_id", WHOLE, nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "revoked",
                "clock",
                "wave_over",
                "unreadable",
                name="known_reason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kiosk_id"], ["kiosk.id"], name=op.f("fk_quarantined_kiosk_id_kiosk")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_quarantined_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint("uuid_tag", name=op.f("pk_quarantined")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_quarantined_kiosk_id"), "quarantined", ["kiosk_id"], unique=False
    )
    op.create_table(
        "access_code",
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("batch_id", WHOLE, nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "serial > 0", name=op.f("ck_access_code_serial_is_positive")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["code_batch.id"],
            name=op.f("fk_access_code_batch_id_code_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_tag", name=op.f("pk_access_code")),
        sa.UniqueConstraint(
            "batch_id", "serial", name=op.f("uq_access_code_batch_id_serial")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code_report",
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_tag"],
            ["access_code.code_tag"],
            name=op.f("fk_code_report_code_tag_access_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_tag", name=op.f("pk_code_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code_use",
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_tag", sa.LargeBinary(), nullable=False),
        sa.Column("locator", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_tag"],
            ["access_code.code_tag"],
            name=op.f("fk_code_use_code_tag_access_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_tag", name=op.f("pk_code_use")),
        sqlite_with_rowid=False,
    )
    for table, column in FLAGS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} BOOLEAN NOT NULL DEFAULT FALSE"
        )
    for table in PROVEN:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN proof VARCHAR(24) NOT NULL DEFAULT 'none' "
            f"CONSTRAINT ck_{table}_known_proof "
            "CHECK (proof IN ('none', 'code', 'device', 'slip'))"
        )


def downgrade() -> None:
    for table in PROVEN:
        op.execute(f"ALTER TABLE {table} DROP COLUMN proof")
    for table, column in FLAGS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("code_use")
    op.drop_table("code_report")
    op.drop_table("access_code")
    op.drop_index(op.f("ix_quarantined_kiosk_id"), table_name="quarantined")
    op.drop_table("quarantined")
    op.drop_index(op.f("ix_code_batch_expires_on"), table_name="code_batch")
    op.drop_table("code_batch")
    op.drop_index(op.f("ix_kiosk_enrolment_kiosk_id"), table_name="kiosk_enrolment")
    op.drop_table("kiosk_enrolment")
    op.drop_index(op.f("ix_kiosk_unit_id"), table_name="kiosk")
    op.drop_table("kiosk")
