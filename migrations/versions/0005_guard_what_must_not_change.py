"""Guard what must not change: triggers that refuse to rewrite the past.

The audit trail, published instruments and published figures are only ever
added to, and so are answers; only the close of their period writes them anew,
once and in one transaction, so that no night of release shows in them. What was
promised of a wave is fixed when it opens. What belongs to an illustrative wave
may be dropped.
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
OPEN_PERIOD = "(SELECT closed_at IS NULL FROM period WHERE id = {row}.period_id)"
OPEN_PERIOD_OF_ANSWER = """(
    SELECT p.closed_at IS NULL FROM response r JOIN period p ON p.id = r.period_id
    WHERE r.wave_id = OLD.wave_id AND r.id = OLD.response_id)"""
DRAFT = "(SELECT state = 'draft' FROM wave WHERE id = {row}.wave_id)"
# A wave that is gone may take along what hangs on it.
DROPPABLE = """COALESCE((
    SELECT state = 'draft' OR illustrative FROM wave WHERE id = OLD.wave_id), TRUE)"""
SAME_STRETCH = " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("wave_id", "number", "starts_on", "ends_on")
)
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
    for table, open_period in (
        ("response", OPEN_PERIOD.format(row="OLD")),
        ("answer", OPEN_PERIOD_OF_ANSWER),
        ("batch", "FALSE"),
    ):
        says = f"{table} is only added to"
        yield Guard(table, "UPDATE", "FALSE", says)
        yield Guard(table, "DELETE", f"{open_period} OR {ILLUSTRATIVE}", says)
    yield Guard(
        "response",
        "INSERT",
        OPEN_PERIOD.format(row="NEW"),
        "a closed period takes no response",
    )
    yield from _guards_of_waves()
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


def _guards_of_waves() -> Iterator[Guard]:
    yield Guard(
        "wave",
        "UPDATE OF illustrative, instrument_version_id, state",
        "NEW.illustrative = OLD.illustrative AND (OLD.state = 'draft' OR ("
        "NEW.state <> 'draft' "
        "AND NEW.instrument_version_id = OLD.instrument_version_id))",
        "what an open wave asks, and whether it is illustrative, is fixed",
    )
    yield Guard(
        "wave",
        "DELETE",
        "OLD.state = 'draft' OR OLD.illustrative",
        "a wave that was opened stays",
    )
    old_draft, new_draft = DRAFT.format(row="OLD"), DRAFT.format(row="NEW")
    says = "the targets of an open wave are fixed"
    yield Guard("index_target", "INSERT", new_draft, says)
    yield Guard("index_target", "UPDATE", f"{old_draft} AND {new_draft}", says)
    yield Guard("index_target", "DELETE", DROPPABLE, says)
    yield Guard(
        "period",
        "UPDATE",
        "(OLD.closed_at IS NULL OR NEW.closed_at = OLD.closed_at) "
        f"AND ({old_draft} OR ({SAME_STRETCH}))",
        "a period keeps its days, and stays closed",
    )
    yield Guard("period", "DELETE", DROPPABLE, "a period of an open wave stays")


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
        f"WHEN ({guard.allowed}) IS NOT TRUE "
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
