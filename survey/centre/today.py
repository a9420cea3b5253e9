"""What the head of a one-stop centre has to know: what is stuck, what was said last.

Never by the hour, never one answer: ratings come from what was published of whole
periods, requests and kiosks only as counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, select

from survey import clock
from survey.agencies.models import Unit
from survey.agencies.tenancy import Scope
from survey.database import session
from survey.i18n import gettext as _
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import KioskState
from survey.kiosks.service import list_kiosks
from survey.kiosks.wording import cares as cares_of
from survey.kiosks.wording import seen
from survey.outbox.models import Message, MessageKind, MessageState
from survey.responses.models import Quarantined
from survey.responses.quarantine import DISCARDED
from survey.results import reading
from survey.results.models import Publication
from survey.results.reading.figures import OptionShare
from survey.results.reading.finding import newest_by_wave
from survey.results.reading.published import PublicationHead, UnitRow
from survey.results.showing.moods import Mood, mood_of

LOOKED_BACK = timedelta(days=30)
FEWEST_FOR_A_REASON = 5
WITH_REASONS = 10  # units; of more the page tells the bands only


@dataclass(frozen=True, kw_only=True)
class Requests:
    """Citizens who asked a unit for a call: in thirty days, and not delivered."""

    unit: Unit
    asked: int
    waiting: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was published last of a unit."""

    row: UnitRow
    mood: Mood
    reasons: tuple[OptionShare, ...]


@dataclass(frozen=True, kw_only=True)
class LastPeriod:
    """The last published period of a wave, with one's own units, worst first."""

    head: PublicationHead
    units: Sequence[Said]


def requests(scope: Scope) -> list[Requests]:
    """Return the requests for a call, by unit."""
    since = clock.now() - LOOKED_BACK

    statement = (
        select(
            Unit,
            func.count().label("asked"),
            _how_many(MessageState.WAITING),
            _how_many(MessageState.FAILED),
        )
        .join(Message, Message.unit_id == Unit.id)
        .where(
            Message.kind == MessageKind.CONTACT_REQUEST,
            Message.due_at >= since,
            scope.covers(Unit.id),
        )
        .group_by(Unit.id)
        .order_by(Unit.name, Unit.id)
    )
    return [
        Requests(unit=row[0], asked=row[1], waiting=int(row[2]), failed=int(row[3]))
        for row in session().execute(statement)
    ]


def _how_many(state: MessageState) -> ColumnElement[int]:
    return func.sum(case((Message.state == state, 1), else_=0))


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A kiosk, and what is wrong with it, in words."""

    kiosk: Kiosk
    cares: tuple[str, ...]


def kiosks_in_trouble(scope: Scope) -> list[Trouble]:
    """Return the kiosks that are silent, hold ratings back, or tell a wrong time."""
    found = []
    for one in list_kiosks(scope=scope):
        cares = tuple(cares_of(one.kiosk))
        if one.state is KioskState.SILENT:
            cares = (_("silent: %(ago)s", ago=seen(one.kiosk)), *cares)
        if cares:
            found.append(Trouble(kiosk=one.kiosk, cares=cares))
    return found


def ratings_to_decide(scope: Scope) -> int:
    """Return how many ratings of kiosks wait for a decision."""
    waiting = select(func.count()).where(
        Quarantined.sealed != DISCARDED, scope.covers(Quarantined.unit_id)
    )
    return session().scalar(waiting) or 0


def last_periods(scope: Scope) -> list[LastPeriod]:
    """Return the last published period of each wave that rates one's units."""
    codes = set(session().scalars(select(Unit.code).where(scope.covers(Unit.id))))
    found = (_last_period(publication, codes) for publication in newest_by_wave())
    return [period for period in found if period.units]


def _last_period(publication: Publication, codes: set[str]) -> LastPeriod:
    page = reading.overview(publication)
    rows = [row for row in page.rows if row.unit.code in codes]
    said = [
        Said(
            row=row,
            mood=mood_of(row.figure),
            reasons=tuple(_reasons(publication, row.unit.code))
            if len(rows) <= WITH_REASONS
            else (),
        )
        for row in rows
    ]
    worst_first = [Mood.ALARM, Mood.LOOK, Mood.FEW, Mood.GOOD]
    said.sort(key=lambda one: worst_first.index(one.mood))
    return LastPeriod(head=page.publication, units=said)


def _reasons(publication: Publication, code: str) -> Iterator[OptionShare]:
    """Yield the reasons that at least five people gave, the most frequent first."""
    page = reading.agency(publication, code)
    options = [
        option
        for measure in (page.extras if page else ())
        if measure.kind == "options"
        for figure in measure.figures
        for option in figure.options
        if option.n is not None and option.n >= FEWEST_FOR_A_REASON
    ]
    yield from sorted(options, key=lambda option: -(option.n or 0))
