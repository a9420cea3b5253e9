"""Writing and checking the chained log."""

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import select, text

from survey import clock
from survey.audit.models import AuditEntry
from survey.database import session

FIRST = "0" * 64
AT_ONCE = 1000  # entries in memory while the chain is read
LOCK = 0x6861696C  # any constant: PostgreSQL's advisory locks are numbers


def record(actor: str, act: str, subject: str, **detail: object) -> AuditEntry:
    """Add an act to the log, within the transaction that does it.

    Parameters
    ----------
    actor : str
        `account:<username>` or `job:<kind>` or `command:<name>`.
    act : str
        What was done, such as `publication.approve`.
    subject : str
        What it was done to, such as `publication:7`.
    detail : object
        Anything JSON can hold; never an answer or a citizen's contact.
    """
    current = session()
    if current.get_bind().dialect.name == "postgresql":
        # The chain has one end: writers take turns until they commit.
        current.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = current.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=clock.now(),
        actor=actor,
        act=act,
        subject=subject,
        detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        previous_hash=last.hash if last else FIRST,
        hash="",
    )
    entry.hash = hash_of(entry)
    current.add(entry)
    current.flush()
    return entry


def hash_of(entry: AuditEntry) -> str:
    """Return the hash that an untouched entry must carry."""
    parts = (
        str(entry.seq),
        _stamp(entry.at),
        entry.actor,
        entry.act,
        entry.subject,
        entry.detail,
        entry.previous_hash,
    )
    canonical = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _stamp(moment: datetime) -> str:
    # PostgreSQL gives moments back in the time zone of its settings.
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def find_break() -> int | None:
    """Return the first sequence number that does not fit the chain, if any.

    Cutting the newest entries off leaves a shorter chain that fits: compare
    its end with one that was noted down elsewhere (`find_end`).
    """
    previous_hash, expected_seq = FIRST, 1
    in_order = select(AuditEntry).order_by(AuditEntry.seq)
    options = {"yield_per": AT_ONCE}
    with session().scalars(in_order, execution_options=options) as entries:
        for entry in entries:
            fits = (
                entry.seq == expected_seq
                and entry.previous_hash == previous_hash
                and entry.hash == hash_of(entry)
            )
            if not fits:
                return entry.seq
            previous_hash, expected_seq = entry.hash, expected_seq + 1
    return None


def find_end() -> AuditEntry | None:
    """Return the newest entry, whose hash stands for the whole chain."""
    return next(iter(list_entries(limit=1)), None)


def find_last(act: str, subject: str) -> AuditEntry | None:
    """Return the newest entry of an act done to a subject, or nothing."""
    return session().scalar(
        select(AuditEntry)
        .where(AuditEntry.act == act, AuditEntry.subject == subject)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )


def list_entries(limit: int = 200, before: int | None = None) -> list[AuditEntry]:
    """Return the newest entries, or those older than `before`, newest first."""
    older = () if before is None else (AuditEntry.seq < before,)
    return list(
        session().scalars(
            select(AuditEntry)
            .where(*older)
            .order_by(AuditEntry.seq.desc())
            .limit(limit)
        )
    )
