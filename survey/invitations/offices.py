"""The offices for which something can be printed, as a form offers them."""

from flask import abort
from wtforms import SelectChoice  # type: ignore[attr-defined]

from survey import clock
from survey.agencies.models import Unit
from survey.agencies.tenancy import Scope
from survey.i18n import language
from survey.languages import ENGLISH
from survey.waves import service as waves
from survey.waves.models import Wave


def list_offices(scope: Scope) -> list[SelectChoice]:
    """Return the offices of open waves within a scope, grouped by wave."""
    allowed = scope.ids()
    return [
        SelectChoice(f"{wave.slug}/{unit.code}", unit.name, optgroup=_group(wave))
        for wave in waves.list_open_waves()
        if wave.closes_on >= clock.today()
        for unit in wave.units
        if allowed is None or unit.id in allowed
    ]


def _group(wave: Wave) -> str:
    return f"{wave_name(wave)} ({wave.slug})"


def wave_name(wave: Wave) -> str:
    """Return what a wave is called in the reader's language."""
    return wave.name_en if language() == ENGLISH else wave.name


def get_office(chosen: str, scope: Scope) -> tuple[Wave, Unit]:
    """Return the wave and the unit of a choice, or end with a 404 page."""
    slug, _, code = chosen.partition("/")
    wave = waves.find_wave(slug) or abort(404)
    unit = waves.find_rated_unit(wave, code)
    if unit is None or not scope.holds(unit):
        abort(404)
    return wave, unit
