"""Access codes for tests."""

from datetime import date, timedelta

from survey import clock
from survey.agencies.models import Unit
from survey.database import transaction
from survey.invitations import codes
from survey.invitations.models import BatchKind
from survey.waves.models import Wave


def code_for(
    wave: Wave, *, unit: Unit | None = None, expires_on: date | None = None
) -> str:
    """Draw a code for an office; good for thirty days unless a test says else."""
    last = expires_on or clock.today() + timedelta(days=30)
    with transaction():
        _batch, [(_serial, code)] = codes.draw_codes(
            wave, unit or wave.units[0], 1, BatchKind.SHEET, last
        )
    return code
