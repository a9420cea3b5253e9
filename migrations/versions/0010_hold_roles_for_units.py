"""Hold roles for a unit and for some days; more roles, each duty of two halves.

Going down, what an older version does not know is taken away: roles that are new,
and roles that were lent or held for a single unit (they would grow).

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OLD = ("administrator", "designer", "approver")
NEW = (
    "administrator",
    "designer",
    "fieldwork_manager",
    "interviewer",
    "clerk",
    "second_clerk",
    "analyst",
    "approver",
    "auditor",
    "viewer",
    "data_protection",
)
OLD_DUTY = "(role IN ('designer', 'approver')) = (duty IS NOT NULL)"
NEW_DUTY = (
    "coalesce(duty, '') = CASE"
    " WHEN role IN ('designer', 'approver') THEN 'publication'"
    " WHEN role IN ('analyst', 'auditor') THEN 'integrity'"
    " WHEN role IN ('clerk', 'second_clerk') THEN 'entry'"
    " ELSE '' END"
)
COLUMNS = (
    ("unit_id", WHOLE),
    ("starts_on", sa.Date()),
    ("ends_on", sa.Date()),
    ("lent_by", WHOLE),
)
CHECKS = {
    "ends_after_it_starts": "ends_on >= starts_on",
    "what_is_lent_comes_back": (
        "lent_by IS NULL OR (starts_on IS NOT NULL AND ends_on IS NOT NULL)"
    ),
    "not_lent_by_itself": "lent_by <> account_id",
}


def upgrade() -> None:
    with op.batch_alter_table("account_role") as table:
        _drop_rules(table, "drafts_or_approves")
        table.drop_constraint(op.f("ck_account_role_known_duty"), type_="check")
        for name, kind in COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=True))
        _make_rules(table, NEW, NEW_DUTY, "half_of_each_duty")
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_account_role_{name}"), condition)
        for column, target in (("unit_id", "unit"), ("lent_by", "account")):
            table.create_foreign_key(
                op.f(f"fk_account_role_{column}_{target}"), target, [column], ["id"]
            )
        table.create_index(op.f("ix_account_role_unit_id"), ["unit_id"])


def downgrade() -> None:
    held = sa.table("account_role", *(sa.column(name) for name, _kind in COLUMNS))
    role: sa.ColumnClause[str] = sa.column("role")
    grows = [column.is_not(None) for column in held.c]
    op.execute(sa.delete(held).where(sa.or_(role.not_in(OLD), *grows)))
    with op.batch_alter_table("account_role") as table:
        table.drop_index(op.f("ix_account_role_unit_id"))
        for column, target in (("unit_id", "unit"), ("lent_by", "account")):
            table.drop_constraint(
                op.f(f"fk_account_role_{column}_{target}"), type_="foreignkey"
            )
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_account_role_{name}"), type_="check")
        _drop_rules(table, "half_of_each_duty")
        for name, _kind in reversed(COLUMNS):
            table.drop_column(name)
        _make_rules(table, OLD, OLD_DUTY, "drafts_or_approves")
        table.create_check_constraint(
            op.f("ck_account_role_known_duty"), "duty = 'publication'"
        )


def _drop_rules(table: BatchOperations, unique: str) -> None:
    table.drop_constraint(f"uq_account_role_{unique}", type_="unique")
    for name in ("known_role", "duty_follows_from_role"):
        table.drop_constraint(op.f(f"ck_account_role_{name}"), type_="check")


def _make_rules(
    table: BatchOperations, roles: tuple[str, ...], duty: str, unique: str
) -> None:
    table.create_check_constraint(
        op.f("ck_account_role_known_role"), f"role IN {roles!r}"
    )
    table.create_check_constraint(op.f("ck_account_role_duty_follows_from_role"), duty)
    table.create_unique_constraint(f"uq_account_role_{unique}", ["account_id", "duty"])
