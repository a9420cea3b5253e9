"""How it stands with a kiosk, in the words of staff."""

from datetime import timedelta

from flask import Blueprint, current_app

from survey import clock, formats
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.i18n import ngettext
from survey.kiosks import rules
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import ClockState, KioskState

STATES = {
    KioskState.WORKING: _l("working"),
    KioskState.SILENT: _l("silent"),
    KioskState.WAITING: _l("never enrolled"),
    KioskState.REVOKED: _l("revoked"),
}
# Shape and colour both, as with verdicts.
MARKS = {
    KioskState.WORKING: ("met", "●"),
    KioskState.SILENT: ("not-met", "▽"),
    KioskState.WAITING: ("cannot-tell", "◇"),
    KioskState.REVOKED: ("revoked", "–"),
}
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def add_filters(bp: Blueprint) -> None:
    """Give the pages of kiosks these words."""
    for name, function in (
        ("kiosk_state", lambda state: str(STATES[state])),
        ("kiosk_mark", lambda state: MARKS[state]),
        ("kiosk_seen", seen),
        ("kiosk_clock", clock_words),
        ("kiosk_counters", counters),
        ("kiosk_storage", storage),
        ("kiosk_version", version),
        ("kiosk_cares", cares),
    ):
        bp.add_app_template_filter(function, name)


def seen(kiosk: Kiosk) -> str:
    """Return how long ago a kiosk was heard of."""
    if kiosk.seen_at is None:
        return _("not yet")
    passed = clock.now() - kiosk.seen_at
    if passed < MINUTE:
        return _("just now")
    return _("%(time)s ago", time=long(passed))


def long(time: timedelta) -> str:
    """Return a length of time in its largest unit."""
    if time >= 2 * 365 * DAY:
        n = time.days // 365
        return ngettext("%(n)s year", "%(n)s years", n)
    if time >= DAY:
        return ngettext("%(n)s day", "%(n)s days", time.days)
    if time >= HOUR:
        return ngettext("%(n)s hour", "%(n)s hours", time // HOUR)
    return ngettext("%(n)s minute", "%(n)s minutes", time // MINUTE)


def clock_words(kiosk: Kiosk) -> str:
    """Return what is wrong with a tablet's clock; nothing if it can be trusted."""
    offset = kiosk.clock_offset or 0
    if rules.clock_state(offset) is ClockState.RIGHT:
        return ""
    time = long(timedelta(seconds=abs(offset)))
    if offset > 0:
        return _("clock %(time)s fast", time=time)
    return _("clock %(time)s slow", time=time)


def counters(kiosk: Kiosk) -> str:
    """Return the counters a kiosk stands at, or a dash."""
    return kiosk.counters.replace(",", ", ") or formats.NOTHING


def storage(kiosk: Kiosk) -> str:
    """Return whether the tablet's browser promised to keep what waits there."""
    if kiosk.storage_kept is None:
        return formats.NOTHING
    return _("kept for good") if kiosk.storage_kept else _("may be cleared")


def version(kiosk: Kiosk) -> str:
    """Return whether the tablet runs the program that is served now."""
    if not kiosk.version:
        return formats.NOTHING
    return _("up to date") if is_current(kiosk) else _("older than the platform's")


def is_current(kiosk: Kiosk) -> bool:
    """Say whether the tablet runs the program that is served now."""
    current: str = current_app.config["SOFTWARE_VERSION"]
    return kiosk.version == current


def cares(kiosk: Kiosk) -> list[str]:
    """Return what somebody has to look after, each in a few words."""
    if kiosk.revoked_at is not None or kiosk.enrolled_at is None:
        return []
    return [
        words
        for words, there in (
            (clock_words(kiosk), True),
            (_("storage may be cleared"), kiosk.storage_kept is False),
            (_("older program"), bool(kiosk.version) and not is_current(kiosk)),
        )
        if words and there
    ]
