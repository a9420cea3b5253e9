"""Send invitations, and keep addresses in a vault.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "opt_out",
        sa.Column("address_tag", sa.LargeBinary(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("address_tag", name=op.f("pk_opt_out")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_desk",
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("complaint_channel", sa.String(), nullable=False),
        sa.CheckConstraint(
            "email = lower(email)", name=op.f("ck_unit_desk_email_is_lower_case")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_unit_desk_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_desk")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "reminder",
                "contact_request",
                "alert",
                name="known_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "sms",
                "zalo",
                "email",
                name="known_channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_tag", sa.LargeBinary(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sent",
                "delivered",
                "failed",
                "cancelled",
                name="known_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_hand", sa.Boolean(), nullable=False),
        sa.Column("renewals", WHOLE, nullable=False),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("cost_dong", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=True),
        sa.Column("wave_id", WHOLE, nullable=True),
        sa.Column(
            "problem",
            sa.Enum(
                "unreachable",
                "refused_us",
                "refused_address",
                "not_delivered",
                "unknown",
                "unreadable",
                "opted_out",
                "too_late",
                "by_staff",
                name="known_problem",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR sealed IS NOT NULL",
            name=op.f("ck_message_what_waits_is_sealed"),
        ),
        sa.CheckConstraint(
            "attempts >= 0 AND cost_dong >= 0", name=op.f("ck_message_counts_up")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_message_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_message_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_message_address_tag"), "message", ["address_tag"], unique=False
    )
    op.create_index(
        op.f("ix_message_kept_until"), "message", ["kept_until"], unique=False
    )
    op.create_index(
        "ix_message_state_next_at", "message", ["state", "next_at"], unique=False
    )
    op.create_index(op.f("ix_message_unit_id"), "message", ["unit_id"], unique=False)
    op.create_index(op.f("ix_message_wave_id"), "message", ["wave_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("code_tag", sa.LargeBinary(), nullable=False),
        sa.Column("wave_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "sms",
                "zalo",
                "email",
                name="known_channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_tag", sa.LargeBinary(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "expires_on >= visited_on",
            name=op.f("ck_invitation_expires_after_the_visit"),
        ),
        sa.ForeignKeyConstraint(
            ["code_tag"],
            ["access_code.code_tag"],
            name=op.f("fk_invitation_code_tag_access_code"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["wave_id", "unit_id"],
            ["wave_unit.wave_id", "wave_unit.unit_id"],
            name=op.f("fk_invitation_wave_id_unit_id_wave_unit"),
        ),
        sa.PrimaryKeyConstraint("code_tag", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "address_tag",
            "unit_id",
            "visited_on",
            name=op.f("uq_invitation_address_tag_unit_id_visited_on"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_invitation_kept_until"), "invitation", ["kept_until"], unique=False
    )
    op.create_index(
        op.f("ix_invitation_remind_at"), "invitation", ["remind_at"], unique=False
    )
    op.create_index(
        "ix_invitation_wave_id_unit_id",
        "invitation",
        ["wave_id", "unit_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_invitation_wave_id_unit_id", table_name="invitation")
    op.drop_index(op.f("ix_invitation_remind_at"), table_name="invitation")
    op.drop_index(op.f("ix_invitation_kept_until"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_message_wave_id"), table_name="message")
    op.drop_index(op.f("ix_message_unit_id"), table_name="message")
    op.drop_index("ix_message_state_next_at", table_name="message")
    op.drop_index(op.f("ix_message_kept_until"), table_name="message")
    op.drop_index(op.f("ix_message_address_tag"), table_name="message")
    op.drop_table("message")
    op.drop_table("unit_desk")
    op.drop_table("opt_out")
