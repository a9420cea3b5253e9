"""Numbered slips: each number of an office is printed in one batch."""

from sqlalchemy import func, select

from survey import clock
from survey.agencies.models import Unit
from survey.database import session
from survey.slips.models import SlipBatch
from survey.waves import service as waves
from survey.waves.models import Wave

MOST_SLIPS = 400


def number_slips(wave: Wave, unit: Unit, count: int) -> SlipBatch:
    """Take the next numbers of an office for slips that are about to be printed."""
    waves.hold_office(wave, unit)
    last = session().scalar(
        select(func.max(SlipBatch.last)).where(
            SlipBatch.wave_id == wave.id, SlipBatch.unit_id == unit.id
        )
    )
    first = (last or 0) + 1
    batch = SlipBatch(
        wave_id=wave.id,
        unit_id=unit.id,
        first=first,
        last=first + count - 1,
        printed_on=clock.today(),
    )
    session().add(batch)
    session().flush()
    return batch


def find_batch(batch_id: int) -> SlipBatch | None:
    """Return the batch of slips with this number, or nothing."""
    return session().get(SlipBatch, batch_id)


def list_batches(wave: Wave, unit: Unit) -> list[SlipBatch]:
    """Return what was printed for an office, the newest first."""
    return list(
        session().scalars(
            select(SlipBatch)
            .where(SlipBatch.wave_id == wave.id, SlipBatch.unit_id == unit.id)
            .order_by(SlipBatch.first.desc())
        )
    )


def was_printed(wave: Wave, unit: Unit, number: int) -> bool:
    """Say whether a slip of the office carries this number."""
    holding = select(SlipBatch.id).where(
        SlipBatch.wave_id == wave.id,
        SlipBatch.unit_id == unit.id,
        SlipBatch.first <= number,
        SlipBatch.last >= number,
    )
    return session().scalar(holding) is not None
