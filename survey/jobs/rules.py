"""When a job is anybody's to take, and when a scheduled run is due."""

from datetime import date, datetime, time, timedelta

from survey.jobs.models import Job, JobState

SILENCE = timedelta(minutes=2)  # after it a worker counts as dead
RETRY = timedelta(hours=1)  # a scheduled run that failed is tried again
# Not at midnight: what belongs to yesterday is still on its way.
AFTER = time(0, 5)


def day_due(here: datetime) -> date | None:
    """Return the day whose runs are due when clocks show `here`, if any is."""
    return here.date() if here.time() >= AFTER else None


def is_due_again(run: Job, now: datetime, every: timedelta | None = None) -> bool:
    """Say whether a scheduled run that was begun has to be begun once more.

    Most runs are done once a day; some come again after an interval (`every`).
    """
    if run.state is JobState.RUNNING:
        return run.alive_at is None or run.alive_at < now - SILENCE
    if run.state is JobState.FAILED:
        wait = RETRY if every is None else min(RETRY, every)
        return run.finished_at is None or run.finished_at < now - wait
    if run.state is JobState.DONE:
        return every is not None and (
            run.started_at is None or run.started_at <= now - every
        )
    return run.state is JobState.REQUESTED
