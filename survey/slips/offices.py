"""Whose slips an address speaks of."""

from collections.abc import Sequence

from flask import abort

from survey.accounts.models import FIELDWORK, Role
from survey.agencies.models import Unit
from survey.agencies.tenancy import current_scope
from survey.slips import boxes
from survey.slips.models import BoxOpening
from survey.waves import service as waves
from survey.waves.models import Wave, WaveKind

# Who prints slips and opens boxes, and who reads and enters what was in them.
KEEPERS = FIELDWORK
READERS = (*FIELDWORK, Role.CLERK)


def get_office(
    wave_slug: str, unit_code: str, roles: Sequence[Role] = READERS
) -> tuple[Wave, Unit]:
    """Return a counter wave and an office it rates, or end with a 404 page.

    Whoever is signed in holds one of the roles for the office.
    """
    wave = waves.find_wave(wave_slug)
    if wave is None or wave.kind is not WaveKind.COUNTER:
        abort(404)
    unit = waves.find_rated_unit(wave, unit_code)
    if unit is None or not current_scope(*roles).holds(unit):
        abort(404)
    return wave, unit


def get_opening(opening_id: int, roles: Sequence[Role] = READERS) -> BoxOpening:
    """Return the record with this number, or end the request with a 404 page."""
    opening = boxes.find_opening(opening_id)
    if opening is None or not current_scope(*roles).holds(opening.unit):
        abort(404)
    return opening
