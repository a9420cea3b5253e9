"""The nightly release, and what its commands share with it."""

from datetime import date

from survey.audit.service import record
from survey.database import transaction
from survey.i18n import gettext as _
from survey.release import cleaning, service
from survey.release.service import Counts
from survey.waves import service as waves
from survey.waves.models import Period, Wave, WaveKind, WaveState

NIGHTLY = "job:release.nightly"


def nightly(today: date) -> str:
    """Close the periods that have ended, release every counter wave, clean up.

    Each step is a transaction of its own. Killed between two of them, or run
    twice, it goes on where it stopped.
    """
    counts = Counts()
    closed = 0
    for wave in counter_waves():
        for period in waves.periods_due(wave, today):
            counts += close_period(wave, period, today, NIGHTLY)
            closed += 1
        counts += release_wave(wave, today, NIGHTLY)
    cleaning.erase_traces()
    return _(
        "Released: %(released)s forms. Waiting for others: %(waiting)s. "
        "Periods closed: %(periods)s.",
        released=counts.released,
        waiting=counts.waiting,
        periods=closed,
    )


def counter_waves() -> list[Wave]:
    """Return the waves whose inbox may hold something, closed ones included.

    A wave that was closed early still has its periods to be closed.
    """
    return [
        wave
        for wave in waves.list_waves()
        if wave.kind is WaveKind.COUNTER and wave.state is not WaveState.DRAFT
    ]


def release_wave(wave: Wave, today: date, actor: str) -> Counts:
    """Release an open wave in one transaction; leave a closed one to its periods."""
    if wave.state is not WaveState.OPEN:
        return Counts()
    with transaction():
        counts = service.release(wave, today)
        if counts.changed:
            record(
                actor,
                "release.run",
                f"wave:{wave.slug}",
                released=counts.released,
                waiting=counts.waiting,
            )
    return counts


def close_period(wave: Wave, period: Period, today: date, actor: str) -> Counts:
    """Close a period in one transaction, and with the last one the wave."""
    with transaction():
        counts = service.close_period(wave, period, today)
        subject = f"wave:{wave.slug} period:{period.number}"
        record(actor, "period.close", subject, released=counts.released)
        if all(other.closed_at is not None for other in wave.periods):
            waves.close_wave(wave)
            record(actor, "wave.close", f"wave:{wave.slug}")
    return counts
