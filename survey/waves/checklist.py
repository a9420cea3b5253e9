"""What to look at before a wave opens: afterwards most of it is fixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app

from survey import clock
from survey.accounts.models import Role
from survey.accounts.service import list_accounts
from survey.agencies.desk import codes_with_desk
from survey.agencies.service import exists
from survey.i18n import gettext as _
from survey.i18n import ngettext
from survey.instruments.offering import asked_in
from survey.languages import KNOWN
from survey.waves.models import Wave

NAMED = 5  # units that a line names


class Outcome(StrEnum):
    """What a look at one point gave."""

    FINE = "fine"
    LOOK = "look"  # it can open, but somebody should know
    STOPS = "stops"  # it cannot open like this


@dataclass(frozen=True, kw_only=True)
class Point:
    """One line of the list."""

    outcome: Outcome
    words: str


def check(wave: Wave) -> list[Point]:
    """Return the list for a drafted wave, in the order in which one thinks of it."""
    return [
        *_days(wave),
        *_units(wave),
        *_periods(wave),
        *_targets(wave),
        *_languages(wave),
        *_office(),
    ]


def _fine(words: str) -> Point:
    return Point(outcome=Outcome.FINE, words=words)


def _look(words: str) -> Point:
    return Point(outcome=Outcome.LOOK, words=words)


def _stops(words: str) -> Point:
    return Point(outcome=Outcome.STOPS, words=words)


def _days(wave: Wave) -> Iterator[Point]:
    today = clock.today()
    if wave.closes_on < today:
        yield _stops(_("The last day of the wave has passed."))
    elif wave.opens_on < today:
        yield _look(_("The first day has passed; people can answer at once."))
    else:
        yield _fine(_("The wave begins today or later."))


def _units(wave: Wave) -> Iterator[Point]:
    if not wave.units:
        yield _stops(_("No unit is chosen."))
        return
    gone = [unit.name for unit in wave.units if not exists(unit, wave.opens_on)]
    n = len(wave.units)
    if gone:
        yield _stops(_("Not there on the first day: %(units)s", units=_named(gone)))
    else:
        yield _fine(ngettext("%(n)s unit is rated.", "%(n)s units are rated.", n))
    desks = codes_with_desk()
    without = [unit.name for unit in wave.units if unit.code not in desks]
    if without:
        yield _look(
            ngettext(
                "%(n)s unit has no desk: citizens cannot ask it for a call "
                "(%(units)s).",
                "%(n)s units have no desk: citizens cannot ask them for a call "
                "(%(units)s).",
                len(without),
                units=_named(without),
            )
        )
    else:
        yield _fine(_("Every unit has a desk that calls citizens back."))


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown}, …" if len(names) > NAMED else shown


def _periods(wave: Wave) -> Iterator[Point]:
    if not wave.periods:
        yield _stops(_("The wave has no period."))
        return
    without = [one for one in wave.periods if one.report_due_on is None]
    n = len(wave.periods)
    yield _fine(ngettext("%(n)s period.", "%(n)s periods.", n))
    if without:
        yield _look(
            ngettext(
                "%(n)s period has no day on which its report is due.",
                "%(n)s periods have no day on which their report is due.",
                len(without),
            )
        )


def _targets(wave: Wave) -> Iterator[Point]:
    if not wave.index_targets:
        yield _look(_("No target: results will bear no verdict."))
    elif all(target.legal_text for target in wave.index_targets):
        yield _fine(_("Every target says what sets it."))
    else:
        yield _look(_("A target does not say what sets it."))


def _languages(wave: Wave) -> Iterator[Point]:
    _instrument, offered = asked_in(wave.instrument_version_id, wave.languages)
    missing = [
        KNOWN[code].name
        for code in wave.languages.split(",")
        if code not in offered and code in KNOWN
    ]
    if missing:
        yield _look(
            _(
                "Chosen, but neither translated nor read aloud: %(languages)s",
                languages=", ".join(missing),
            )
        )
    else:
        yield _fine(_("Every language that is chosen has words or a voice."))


def _office() -> Iterator[Point]:
    if any(one.has(Role.APPROVER) and not one.disabled_at for one in list_accounts()):
        yield _fine(_("Somebody can approve the results."))
    else:
        yield _look(_("Nobody has the role to approve results yet."))
    if current_app.config["PUBLIC_URL"].startswith("https://"):
        yield _fine(_("QR codes lead to an address that phones reach safely."))
    else:
        yield _look(
            _("QR codes lead to an address without https: only for trying out.")
        )
