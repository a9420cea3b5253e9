"""What a kiosk says of itself every half minute, and what of it is kept.

Most heartbeats change nothing worth keeping: they are answered without a write.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from survey import clock
from survey.kiosks.models import Kiosk

SEEN_EVERY = timedelta(minutes=1)
JITTER = 5  # seconds: a clock that differs by this much has not moved


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """A kiosk's own account of itself."""

    at: datetime
    queued: int
    oldest_day: date | None
    version: str
    storage_kept: bool | None


def news_of(kiosk: Kiosk, beat: Heartbeat) -> dict[str, Any]:
    """Return what has to be kept of a heartbeat, by column; mostly nothing."""
    now = clock.now()
    said = {
        "queued": beat.queued,
        "oldest_day": beat.oldest_day,
        "version": beat.version,
        "storage_kept": beat.storage_kept,
    }
    news = {
        name: value for name, value in said.items() if getattr(kiosk, name) != value
    }
    offset = round((beat.at - now).total_seconds())
    if kiosk.clock_offset is None or abs(kiosk.clock_offset - offset) > JITTER:
        news["clock_offset"] = offset
    if news or kiosk.seen_at is None or now - kiosk.seen_at >= SEEN_EVERY:
        news["seen_at"] = now
    return news


def keep(kiosk: Kiosk, news: dict[str, Any]) -> None:
    """Keep what a heartbeat brought."""
    for name, value in news.items():
        setattr(kiosk, name, value)
