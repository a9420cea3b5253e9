"""Batches of printed codes: what became of them, counting back, making void.

Counts are told per batch. Which code was used is told to nobody, but for one
case: somebody holds the unused label in her hand, and its code was used.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from survey import clock
from survey.agencies.models import Unit
from survey.agencies.tenancy import EVERYTHING, Scope
from survey.database import session
from survey.invitations.errors import SerialsRefused
from survey.invitations.models import AccessCode, BatchKind, CodeBatch, CodeUse
from survey.waves.models import Wave


@dataclass(frozen=True)
class BatchCount:
    """A batch, and how many of its codes were used or made void."""

    batch: CodeBatch
    used: int
    void: int

    @property
    def remaining(self) -> int:
        """Return how many codes can still be used, until they expire."""
        return self.batch.size - self.used - self.void

    @property
    def given_out(self) -> int:
        """Return how many codes people hold, or have held."""
        return self.batch.size - self.batch.returned


def list_batches(scope: Scope = EVERYTHING) -> list[BatchCount]:
    """Return the batches of printed codes within a scope, the newest first."""
    batches = session().scalars(
        select(CodeBatch)
        .where(CodeBatch.kind == BatchKind.SHEET, scope.covers(CodeBatch.unit_id))
        .order_by(CodeBatch.id.desc())
    )
    counts = _counts()
    return [BatchCount(batch, *counts.get(batch.id, (0, 0))) for batch in batches]


def find_batch(batch_id: int) -> CodeBatch | None:
    """Return the batch of printed codes with this number, or nothing."""
    batch = session().get(CodeBatch, batch_id)
    return batch if batch is not None and batch.kind is BatchKind.SHEET else None


def count(batch: CodeBatch) -> BatchCount:
    """Return how many codes of the batch were used or made void."""
    return BatchCount(batch, *_counts(batch.id).get(batch.id, (0, 0)))


def find_newest(wave: Wave, unit: Unit) -> int:
    """Return the number of the newest batch of this office, 0 before the first."""
    newest = select(func.max(CodeBatch.id)).where(
        CodeBatch.wave_id == wave.id,
        CodeBatch.unit_id == unit.id,
        CodeBatch.kind == BatchKind.SHEET,
    )
    return session().scalar(newest) or 0


def _counts(batch_id: int | None = None) -> dict[int, tuple[int, int]]:
    """Return how many codes are used, and void without being used, by batch."""
    used = func.count(CodeUse.code_tag)
    unusable = func.count().filter(AccessCode.void, CodeUse.code_tag.is_(None))
    statement = (
        select(AccessCode.batch_id, used, unusable)
        .outerjoin(CodeUse, CodeUse.code_tag == AccessCode.code_tag)
        .group_by(AccessCode.batch_id)
    )
    if batch_id is not None:
        statement = statement.where(AccessCode.batch_id == batch_id)
    rows = session().execute(statement)
    return {number: (used, void) for number, used, void in rows}


def count_back(batch: CodeBatch, serials: Sequence[int]) -> int:
    """Make codes void whose labels came back unused, and return how many.

    Raises
    ------
    SerialsRefused
        If one was used, came back before, or is not of this batch; then nothing
        is changed.
    """
    codes = {code.serial: code for code in _held(batch) if code.serial in set(serials)}
    used = _used_among(codes.values())
    unknown = [serial for serial in serials if serial not in codes]
    spent = [serial for serial, code in codes.items() if code.code_tag in used]
    void = [
        serial
        for serial, code in codes.items()
        if code.void and code.code_tag not in used
    ]
    if unknown or spent or void:
        raise SerialsRefused(unknown=unknown, used=spent, void=void)
    _take_back(batch, list(codes.values()))
    return len(codes)


def void_rest(batch: CodeBatch, *, handed_out: bool) -> int:
    """Make every unused code of the batch void, and return how many.

    Parameters
    ----------
    batch : CodeBatch
        Its used codes stay counted.
    handed_out : bool
        Whether labels may have reached people. If not, they all count as returned.
    """
    codes = [code for code in _held(batch) if not code.void]
    used = _used_among(codes)
    unused = [code for code in codes if code.code_tag not in used]
    if handed_out:
        for code in unused:
            code.void = True
    else:
        _take_back(batch, unused)
    session().flush()
    return len(unused)


def _take_back(batch: CodeBatch, codes: Collection[AccessCode]) -> None:
    for code in codes:
        code.void = True
    batch.returned += len(codes)
    batch.counted_back_on = clock.today()
    session().flush()


def _held(batch: CodeBatch) -> list[AccessCode]:
    """Return the codes of the batch; whoever uses one now is waited for."""
    session().refresh(batch, with_for_update=True)
    return list(
        session().scalars(
            select(AccessCode)
            .where(AccessCode.batch_id == batch.id)
            .order_by(AccessCode.serial)
            .with_for_update()
        )
    )


def _used_among(codes: Collection[AccessCode]) -> set[bytes]:
    batches = {code.batch_id for code in codes}
    return set(
        session().scalars(
            select(CodeUse.code_tag)
            .join(AccessCode, AccessCode.code_tag == CodeUse.code_tag)
            .where(AccessCode.batch_id.in_(batches))
        )
    )
