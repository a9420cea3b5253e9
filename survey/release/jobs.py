"""The nightly release, and what its commands share with it."""

from datetime import date

import structlog

from survey.audit.service import record
from survey.database import session, transaction
from survey.i18n import gettext as _
from survey.release import cleaning, service
from survey.release.errors import ReleaseFailed, traces_stay
from survey.release.service import Counts
from survey.waves import service as waves
from survey.waves.models import Period, Wave, WaveKind, WaveState

log = structlog.get_logger()

NIGHTLY = "job:release.nightly"


def nightly(today: date) -> str:
    """Close the periods that have ended, release every counter wave, clean up.

    Each step is a transaction of its own. Killed between two of them, or run
    twice, it goes on where it stopped. What is said of it has no counts: night
    by night they would tell how many came.

    Raises
    ------
    ReleaseFailed
        If a wave could not be released; all others were.
    """
    failed = [slug for slug in _slugs() if not _night_of(slug, today)]
    erased = cleaning.erase_traces()
    if failed:
        raise ReleaseFailed(failed, traces_erased=erased)
    said = _("Forms were released where ten or more waited; ended periods are closed.")
    return said if erased else f"{said} {traces_stay()}"


def _slugs() -> list[str]:
    return [wave.slug for wave in counter_waves()]


def _night_of(slug: str, today: date) -> bool:
    """Do what the night has to do for a wave; say whether it could be done."""
    try:
        wave = waves.find_wave(slug)
        if wave is not None:
            for period in waves.periods_due(wave, today):
                close_period(wave, period, today, NIGHTLY)
            release_wave(wave, today, NIGHTLY)
    except Exception:  # whatever one wave has, the others are not to wait for it
        log.exception("wave was not released", wave=slug)
        session().rollback()
        return False
    return True


def counter_waves() -> list[Wave]:
    """Return the waves whose inbox may hold something, closed ones included.

    A wave that was closed early still has its periods to be closed.
    """
    return [
        wave
        for wave in waves.list_waves()
        if wave.kind is WaveKind.COUNTER
        and wave.state is not WaveState.DRAFT
        and not wave.trial
    ]


def release_wave(wave: Wave, today: date, actor: str) -> Counts:
    """Release an open wave in one transaction; leave a closed one to its periods."""
    if wave.state is not WaveState.OPEN:
        return Counts()
    with transaction():
        counts = service.release(wave, today)
        if counts.changed:
            record(actor, "release.run", f"wave:{wave.slug}")
    return counts


def close_period(wave: Wave, period: Period, today: date, actor: str) -> Counts:
    """Close a period in one transaction, and with the last one the wave."""
    with transaction():
        counts = service.close_period(wave, period, today)
        subject = f"wave:{wave.slug} period:{period.number}"
        record(actor, "period.close", subject, responses=counts.in_period)
        if all(other.closed_at is not None for other in wave.periods):
            waves.close_wave(wave)
            record(actor, "wave.close", f"wave:{wave.slug}")
    return counts
