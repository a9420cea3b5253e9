"""Signed answers that could not be counted at once, until somebody decides.

They lie sealed to the platform's own key. Of what was discarded an empty row
stays, so that a tablet that sends it again is not asked about a second time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from survey import clock, keys, sealing
from survey.database import add_unless_there, session
from survey.errors import SurveyError
from survey.kiosks.models import Kiosk
from survey.responses import letters, reading, rules, service
from survey.responses.errors import FormNotTrusted, MoreArrived
from survey.responses.letters import Letter
from survey.responses.models import Quarantined, QuarantineReason
from survey.responses.visit import Visit

DISCARDED = b""


class _Kept(msgspec.Struct, frozen=True):
    """What of a letter is kept: enough to read it once more."""

    uuid: UUID
    form: str
    sealed: bytes
    day: date


@dataclass(frozen=True)
class Heap:
    """What waits of one kiosk for one reason: how many, and since when."""

    kiosk: Kiosk
    reason: QuarantineReason
    count: int
    first_on: date


@dataclass(frozen=True)
class Decided:
    """How many were counted, and how many stay because they cannot be."""

    counted: int
    left: int


def put(letter: Letter, visit: Visit, kiosk: Kiosk, reason: QuarantineReason) -> bool:
    """Keep a signed letter; say whether it was not there before."""
    stamp = letter.stamp
    if stamp is None:
        raise ValueError("only what a kiosk signed is kept")
    tag = _tag(letter.uuid)
    kept = _Kept(letter.uuid, letter.form, letter.sealed, stamp.day)
    sealed = sealing.seal(
        msgspec.json.encode(kept), _info(tag), sealing.transport_point()
    )
    return add_unless_there(
        Quarantined(
            uuid_tag=tag,
            kiosk_id=kiosk.id,
            wave_id=visit.wave.id,
            unit_id=visit.unit.id,
            reason=reason,
            sealed=sealed,
            arrived_on=clock.today(),
        )
    )


def holds(uuid: UUID) -> bool:
    """Say whether a submission waits, or was discarded."""
    row = select(Quarantined.uuid_tag).where(Quarantined.uuid_tag == _tag(uuid))
    return session().scalar(row) is not None


def list_heaps() -> list[Heap]:
    """Return what waits, by kiosk and reason, the oldest first."""
    first_on = func.min(Quarantined.arrived_on)
    statement = (
        select(Kiosk, Quarantined.reason, func.count(), first_on)
        .join(Kiosk, Kiosk.id == Quarantined.kiosk_id)
        .where(Quarantined.sealed != DISCARDED)
        .group_by(Kiosk.id, Quarantined.reason)
        .order_by(first_on, Kiosk.id, Quarantined.reason)
    )
    return [Heap(*row) for row in session().execute(statement)]


def find_heap(kiosk_id: int, reason: QuarantineReason) -> Heap | None:
    """Return what waits of a kiosk for a reason, or nothing."""
    return next(
        (
            heap
            for heap in list_heaps()
            if heap.kiosk.id == kiosk_id and heap.reason is reason
        ),
        None,
    )


def count_waiting(kiosk_id: int) -> int:
    """Return how many answers of a kiosk wait for somebody to decide."""
    waiting = (Quarantined.kiosk_id == kiosk_id, Quarantined.sealed != DISCARDED)
    statement = select(func.count()).select_from(Quarantined).where(*waiting)
    return session().scalar(statement) or 0


def accept(heap: Heap, seen: int) -> Decided:
    """Count a heap as if it had come in the ordinary way.

    Where the clock was wrong, and the day it named cannot be, the day of arrival
    counts; else the one it named. Answers to the form of another office stay:
    nobody was told that they would be counted there.

    Parameters
    ----------
    seen
        How many there were when it was decided.

    Raises
    ------
    MoreArrived
        If there are more by now.
    """
    counted = 0
    rows = _rows(heap, seen)
    for row in rows:
        if _accept_one(row, heap.kiosk):
            session().delete(row)
            counted += 1
    session().flush()
    return Decided(counted, len(rows) - counted)


def discard(heap: Heap, seen: int) -> int:
    """Empty a heap without counting it; return how many were discarded.

    Parameters
    ----------
    seen
        How many there were when it was decided.

    Raises
    ------
    MoreArrived
        If there are more by now.
    """
    rows = _rows(heap, seen)
    for row in rows:
        row.sealed = DISCARDED
    session().flush()
    return len(rows)


def _rows(heap: Heap, seen: int) -> Sequence[Quarantined]:
    """Return what waits in a heap; nobody decides about what he has not seen."""
    statement = (
        select(Quarantined)
        .where(
            Quarantined.kiosk_id == heap.kiosk.id,
            Quarantined.reason == heap.reason,
            Quarantined.sealed != DISCARDED,
        )
        .with_for_update()
    )
    rows = session().scalars(statement).all()
    if len(rows) > seen:
        raise MoreArrived
    return rows


def _accept_one(row: Quarantined, kiosk: Kiosk) -> bool:
    try:
        with session().begin_nested():
            letter, day = _read(row)
            visit = reading.find_form(letter)
            if visit.unit.id != kiosk.unit_id:
                raise FormNotTrusted
            if row.reason is QuarantineReason.CLOCK:
                day = rules.likely_day(
                    day, opens_on=visit.wave.opens_on, arrived_on=row.arrived_on
                )
            service.count(reading.from_kiosk(letter, visit, day))
    except SurveyError:
        return False
    return True


def _read(row: Quarantined) -> tuple[Letter, date]:
    """Return the letter that a row keeps, and the day that the kiosk named."""
    plain = sealing.open_transported(row.sealed, _info(row.uuid_tag))
    kept = msgspec.json.decode(plain, type=_Kept)
    letter = Letter(uuid=kept.uuid, form=kept.form, sealed=kept.sealed)
    return letters.open_letter(letter), kept.day


def _tag(uuid: UUID) -> bytes:
    return keys.tag("quarantine", uuid.bytes)


def _info(tag: bytes) -> bytes:
    return b"hailong quarantine 1\n" + tag.hex().encode()
