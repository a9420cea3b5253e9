"""What waves are called on pages."""

from flask import Blueprint

from survey.i18n import language
from survey.i18n import lazy_gettext as _l
from survey.instruments.service import get_instrument
from survey.waves.models import Wave, WaveState

STATES = {
    WaveState.DRAFT: _l("draft"),
    WaveState.OPEN: _l("open"),
    WaveState.CLOSED: _l("closed"),
}
PAUSED, ARCHIVED = _l("paused"), _l("closed, in the archive")


def state_name(wave: Wave) -> str:
    """Return the state of a wave in words."""
    if wave.archived_at is not None:
        return str(ARCHIVED)
    if wave.paused_at is not None and wave.state is WaveState.OPEN:
        return str(PAUSED)
    return str(STATES[wave.state])


def instrument_title(wave: Wave) -> str:
    """Return what the wave's questionnaire is called, in the reader's language."""
    title = get_instrument(wave.instrument_version_id).title
    return title.get(language()) or next(iter(title.values()))


def add_filters(blueprint: Blueprint) -> None:
    """Give templates these words as filters."""
    blueprint.add_app_template_filter(state_name)
    blueprint.add_app_template_filter(instrument_title)
