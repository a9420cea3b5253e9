"""Count paper slips: printed numbers, opened boxes, and slips that were entered.

A record of an opening is never changed; what belongs to an illustrative wave may
be dropped.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# SQLite counts up only a column that is declared exactly INTEGER.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAYS = "the record of an opening is never changed"
# What an UPDATE or a DELETE of a record needs.
ALLOWED = {
    "update": "FALSE",
    "delete": "(SELECT illustrative FROM wave WHERE id = OLD.wave_id)",
}


def upgrade() -> None:
    op.create_table(
        "slip_batch",
        sa.Column("id", WHOLE, nullable=False),
        *_office(),
        sa.Column("first", WHOLE, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "first > 0 AND last >= first",
            name=op.f("ck_slip_batch_numbers_are_a_range"),
        ),
        _rated("slip_batch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_batch")),
        sa.UniqueConstraint(
            "wave_id",
            "unit_id",
            "first",
            name=op.f("uq_slip_batch_wave_id_unit_id_first"),
        ),
    )
    _create_box_opening()
    op.create_table(
        "slip_use",
        *_office(),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column(
            "spoilt",
            sa.Enum(
                "empty",
                "ambiguous",
                "illegible",
                "foreign",
                "named",
                name="known_fault",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_slip_use_number_is_positive")),
        _rated("slip_use"),
        sa.PrimaryKeyConstraint(
            "wave_id", "unit_id", "number", name=op.f("pk_slip_use")
        ),
        sqlite_with_rowid=False,
    )
    for event, allowed in ALLOWED.items():
        _guard(event, allowed)


def _create_box_opening() -> None:
    op.create_table(
        "box_opening",
        sa.Column("id", WHOLE, nullable=False),
        *_office(),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("recorder_id", WHOLE, nullable=False),
        sa.Column("witness_id", WHOLE, nullable=True),
        sa.Column("witness_name", sa.String(), nullable=True),
        sa.Column("witness_position", sa.String(), nullable=True),
        sa.Column("found", WHOLE, nullable=False),
        sa.Column("invalid", WHOLE, nullable=False),
        sa.Column("seal_intact", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("corrects_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "found >= 0 AND invalid >= 0 AND invalid <= found",
            name=op.f("ck_box_opening_invalid_are_among_found"),
        ),
        sa.CheckConstraint(
            "witness_id <> recorder_id", name=op.f("ck_box_opening_two_people")
        ),
        sa.CheckConstraint(
            "(witness_id IS NULL) = (witness_name IS NOT NULL) "
            "AND (witness_name IS NULL) = (witness_position IS NULL)",
            name=op.f("ck_box_opening_one_witness"),
        ),
        sa.CheckConstraint(
            "seal_intact OR note <> ''",
            name=op.f("ck_box_opening_broken_seal_is_explained"),
        ),
        _rated("box_opening"),
        sa.ForeignKeyConstraint(
            ["recorder_id"],
            ["account.id"],
            name=op.f("fk_box_opening_recorder_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["account.id"],
            name=op.f("fk_box_opening_witness_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id", "wave_id", "unit_id"],
            ["box_opening.id", "box_opening.wave_id", "box_opening.unit_id"],
            name=op.f("fk_box_opening_corrects_one_of_its_office"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_opening")),
        sa.UniqueConstraint(
            "id", "wave_id", "unit_id", name=op.f("uq_box_opening_id_wave_id_unit_id")
        ),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_box_opening_corrects_id")),
    )
    op.create_index(
        "ix_box_opening_wave_id_unit_id",
        "box_opening",
        ["wave_id", "unit_id"],
        unique=False,
    )


def downgrade() -> None:
    for event in ALLOWED:
        _unguard(event)
    op.drop_table("slip_use")
    op.drop_index("ix_box_opening_wave_id_unit_id", table_name="box_opening")
    op.drop_table("box_opening")
    op.drop_table("slip_batch")


def _office() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("wave_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("unit_id", WHOLE, autoincrement=False, nullable=False),
    )


def _rated(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["wave_id", "unit_id"],
        ["wave_unit.wave_id", "wave_unit.unit_id"],
        name=op.f(f"fk_{table}_wave_id_unit_id_wave_unit"),
    )


def _guard(event: str, allowed: str) -> None:
    name = f"guard_box_opening_{event}"
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON box_opening "
            f"WHEN ({allowed}) IS NOT TRUE BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    row = "OLD" if event == "delete" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF ({allowed}) THEN RETURN {row}; END IF; "
        f"RAISE EXCEPTION '{SAYS}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON box_opening "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _unguard(event: str) -> None:
    name = f"guard_box_opening_{event}"
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute(f"DROP TRIGGER {name} ON box_opening")
        op.execute(f"DROP FUNCTION {name}()")
