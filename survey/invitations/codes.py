"""Single-use codes: drawn by chance, kept only as a tag, found by whoever has one."""

import secrets
from datetime import date
from typing import cast

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import joinedload

from survey import clock, keys
from survey.agencies.models import Unit
from survey.database import session
from survey.invitations.models import AccessCode, BatchKind, CodeBatch, CodeUse
from survey.waves.models import Wave, WaveState

SIZE = 16  # 128 bits: nobody tries them all out
LENGTH = 26
KEPT_MONTHS = 13

Numbered = list[tuple[int, str]]


def draw_codes(
    wave: Wave, unit: Unit, count: int, kind: BatchKind, expires_on: date
) -> tuple[CodeBatch, Numbered]:
    """Make codes for one office; return their batch, and each with its serial number.

    They exist only in what is returned: of each a tag is kept.
    """
    batch = CodeBatch(
        wave_id=wave.id,
        unit_id=unit.id,
        kind=kind,
        size=count,
        made_on=clock.today(),
        expires_on=expires_on,
    )
    session().add(batch)
    session().flush()
    numbered = [(serial, draw_code()) for serial in range(1, count + 1)]
    session().execute(
        insert(cast(Table, AccessCode.__table__)),
        [
            {"code_tag": code_tag(code), "batch_id": batch.id, "serial": serial}
            for serial, code in numbered
        ],
    )
    return batch, numbered


def draw_code() -> str:
    """Return a new random code."""
    return keys.readable(secrets.token_bytes(SIZE), LENGTH)


def normal_code(typed: str) -> str:
    """Return a code as it was drawn, from one as people type it."""
    return keys.as_readable(typed)


def grouped_code(code: str) -> str:
    """Return a code in groups of five, easy to type from paper."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def code_tag(code: str) -> bytes:
    """Return what is kept of a code."""
    # Typed text may hold half a character of a pair, which no encoding takes.
    return keys.tag("access code", code.encode("utf-8", "replace"))


def find(code: str) -> AccessCode | None:
    """Return what is known of a code, with its batch, or nothing."""
    return session().scalar(
        select(AccessCode)
        .where(AccessCode.code_tag == code_tag(code))
        .options(
            joinedload(AccessCode.batch).options(
                joinedload(CodeBatch.wave), joinedload(CodeBatch.unit)
            )
        )
    )


def is_used(code: str) -> bool:
    """Say whether a form was counted with this code."""
    used = select(CodeUse.code_tag).where(CodeUse.code_tag == code_tag(code))
    return session().scalar(used) is not None


def is_of(code: AccessCode, wave: Wave, unit: Unit) -> bool:
    """Say whether the code was given out for this form."""
    return (code.batch.wave_id, code.batch.unit_id) == (wave.id, unit.id)


def is_over(code: AccessCode, today: date) -> bool:
    """Say whether the code's last day has passed, or it was called back."""
    return code.void or code.batch.expires_on < today


def sweep(today: date) -> None:
    """Forget old codes, and the ways to answers that were all released."""
    outdated = CodeBatch.expires_on < _months_before(today, KEPT_MONTHS)
    session().execute(delete(CodeBatch).where(outdated))
    released = (
        select(AccessCode.code_tag)
        .join(CodeBatch, CodeBatch.id == AccessCode.batch_id)
        .join(Wave, Wave.id == CodeBatch.wave_id)
        .where(Wave.state == WaveState.CLOSED)
    )
    session().execute(
        update(CodeUse)
        .where(CodeUse.locator != b"", CodeUse.code_tag.in_(released))
        .values(locator=b""),
        execution_options={"synchronize_session": False},
    )


def _months_before(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, min(day.day, 28))
