"""Whose slips an address speaks of."""

from flask import abort

from survey.agencies.models import Unit
from survey.slips import boxes
from survey.slips.models import BoxOpening
from survey.waves import service as waves
from survey.waves.models import Wave, WaveKind


def get_office(wave_slug: str, unit_code: str) -> tuple[Wave, Unit]:
    """Return a counter wave and an office it rates, or end with a 404 page."""
    wave = waves.find_wave(wave_slug)
    if wave is None or wave.kind is not WaveKind.COUNTER:
        abort(404)
    return wave, waves.find_rated_unit(wave, unit_code) or abort(404)


def get_opening(opening_id: int) -> BoxOpening:
    """Return the record with this number, or end the request with a 404 page."""
    return boxes.find_opening(opening_id) or abort(404)
