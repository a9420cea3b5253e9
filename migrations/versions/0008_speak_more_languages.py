"""Speak and read aloud in more languages.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "instrument_text",
        sa.Column("instrument_version_id", WHOLE, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "text <> ''", name=op.f("ck_instrument_text_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_instrument_text_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint(
            "instrument_version_id",
            "language",
            "key",
            name=op.f("pk_instrument_text"),
        ),
    )
    op.create_table(
        "recording",
        sa.Column("instrument_version_id", WHOLE, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(sound) <= 512000", name=op.f("ck_recording_sound_is_short")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_recording_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint(
            "instrument_version_id",
            "language",
            "item",
            "code",
            name=op.f("pk_recording"),
        ),
    )
    op.create_index(
        op.f("ix_recording_content_hash"), "recording", ["content_hash"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_recording_content_hash"), table_name="recording")
    op.drop_table("recording")
    op.drop_table("instrument_text")
