"""Guard what must not change: triggers that refuse to rewrite the past.

Released answers, the audit trail, published instruments and published figures
are only ever added to. What belongs to an illustrative wave may be dropped.
On SQLite a later migration that rebuilds one of these tables loses its
triggers silently: call `guard(table)` of that migration again.

Revision: 0005, after 0004
"""

from collections.abc import Iterator
from dataclasses import dataclass

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ILLUSTRATIVE = "(SELECT illustrative FROM wave WHERE id = OLD.wave_id)"
OPEN_PUBLICATION = """COALESCE((
    SELECT p.state = 'draft' OR w.illustrative
    FROM publication p JOIN wave w ON w.id = p.wave_id
    WHERE p.id = {row}.publication_id), TRUE)"""
OPEN_FIGURE = """COALESCE((
    SELECT p.state = 'draft' OR w.illustrative
    FROM figure f JOIN publication p ON p.id = f.publication_id
    JOIN wave w ON w.id = p.wave_id
    WHERE f.id = {row}.figure_id), TRUE)"""


@dataclass(frozen=True)
class Guard:
    """An event on a table that is refused unless `allowed` holds."""

    table: str
    event: str
    allowed: str
    says: str

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.event.split()[0].lower()}"

    @property
    def row(self) -> str:
        return "NEW" if self.event == "INSERT" else "OLD"


def _guards() -> Iterator[Guard]:
    for table in ("audit_entry", "instrument_version", "item"):
        for event in ("UPDATE", "DELETE"):
            yield Guard(table, event, "FALSE", f"{table} is never changed")
    for table in ("response", "answer", "batch"):
        yield Guard(table, "UPDATE", "FALSE", f"{table} is only added to")
        yield Guard(table, "DELETE", ILLUSTRATIVE, f"{table} is only added to")
    yield Guard(
        "publication", "UPDATE", "OLD.state = 'draft'", "a publication is final"
    )
    yield Guard(
        "publication",
        "DELETE",
        f"OLD.state = 'draft' OR {ILLUSTRATIVE}",
        "a publication is final",
    )
    for table, allowed in (
        ("publication_unit", OPEN_PUBLICATION),
        ("figure", OPEN_PUBLICATION),
        ("figure_verdict", OPEN_FIGURE),
        ("figure_option", OPEN_FIGURE),
    ):
        for event in ("INSERT", "UPDATE", "DELETE"):
            row = "NEW" if event == "INSERT" else "OLD"
            yield Guard(
                table, event, allowed.format(row=row), f"{table} is published and final"
            )
    yield Guard(
        "wave",
        "UPDATE OF illustrative, instrument_version_id",
        "OLD.state = 'draft' AND OLD.illustrative = NEW.illustrative",
        "what a wave asks, and whether it is illustrative, is fixed",
    )


def upgrade() -> None:
    create = _create_sqlite if _is_sqlite() else _create_postgresql
    for guard in _guards():
        create(guard)


def downgrade() -> None:
    for guard in _guards():
        if _is_sqlite():
            op.execute(f"DROP TRIGGER {guard.name}")
        else:
            op.execute(f"DROP TRIGGER {guard.name} ON {guard.table}")
            op.execute(f"DROP FUNCTION {guard.name}()")


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _create_sqlite(guard: Guard) -> None:
    op.execute(
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN NOT ({guard.allowed}) "
        f"BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
    )


def _create_postgresql(guard: Guard) -> None:
    row = "OLD" if guard.event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF ({guard.allowed}) THEN RETURN {row}; END IF; "
        f"RAISE EXCEPTION '{guard.says}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )
