"""An open wave pauses and goes on; a closed one is put away."""

from survey import clock
from survey.database import session
from survey.waves.errors import WaveIsNotOpen, WaveRunsStill
from survey.waves.models import Wave, WaveState


def pause(wave: Wave) -> None:
    """Let nobody begin a form until the wave goes on.

    What somebody has begun is still taken, and what waits on kiosks too: a pause
    loses no answer.

    Raises
    ------
    WaveIsNotOpen
        If it is a draft or closed.
    """
    session().refresh(wave, with_for_update=True)
    if wave.state is not WaveState.OPEN:
        raise WaveIsNotOpen
    wave.paused_at = wave.paused_at or clock.now()
    session().flush()


def go_on(wave: Wave) -> None:
    """End the pause."""
    wave.paused_at = None
    session().flush()


def archive(wave: Wave) -> None:
    """Put a closed wave away: it leaves the list, and nothing else changes.

    Raises
    ------
    WaveRunsStill
        If it is not closed.
    """
    if wave.state is not WaveState.CLOSED:
        raise WaveRunsStill
    wave.archived_at = wave.archived_at or clock.now()
    session().flush()


def take_out(wave: Wave) -> None:
    """Bring an archived wave back into the list."""
    wave.archived_at = None
    session().flush()
