"""Inviting people whom an office has served: once, and reminding them once."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from flask import current_app
from sqlalchemy import select

from survey import clock
from survey.channels import Channel
from survey.clock import ZONE
from survey.contacts import address_tag
from survey.database import session
from survey.instruments.service import get_instrument
from survey.invitations import letters
from survey.invitations.codes import code_tag, draw_codes
from survey.invitations.models import BatchKind, Invitation
from survey.invitations.visits import OLDEST, BadLine, Rules, Visit, read_visits
from survey.outbox import content, opting_out
from survey.outbox.content import Content, Words
from survey.outbox.models import MessageKind, OptOut
from survey.outbox.service import enqueue
from survey.waves import service as waves
from survey.waves.models import Wave

CODE_LIVES = timedelta(days=30)
KEPT_AFTER_CODE = timedelta(days=7)
KEPT_AFTER_VISIT = timedelta(days=37)
REMIND_AFTER = timedelta(days=3)
LONGEST_DELAY = 14
# Within what the law and good manners allow; the hour says nothing of the visit.
FIRST_HOUR, LAST_HOUR = time(8), time(20)
LATEST_START = time(19)
AT_ONCE = 500  # tags asked for in one query, visits stored in one transaction


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which wave people are invited to, by what way, and how soon."""

    wave: Wave
    phones: Channel = Channel.SMS
    after_days: int = 1

    @property
    def minutes(self) -> int:
        """Return how long the form takes."""
        return get_instrument(self.wave.instrument_version_id).minutes


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file of visits would do; nothing is stored yet."""

    visits: list[Visit]
    bad: list[BadLine]
    repeated: int  # invited before, or twice in the file
    refusing: int  # want no messages


def read(file: bytes, plan: Plan, *, at_most: int) -> Reading:
    """Return whom a file would invite.

    Raises
    ------
    WaveNotOpen
        If the wave takes no answers today.
    VisitsNotReadable
        If the file is no list of visits.
    """
    waves.check_accepts(plan.wave)
    visits, bad = read_visits(file, _rules(plan), at_most=at_most)
    known, refusing = _invited(plan.wave), _refusing(visits)
    wanted, repeated, refused = [], 0, 0
    for visit in visits:
        key = _key(visit)
        if key in known:
            repeated += 1
        elif key[0] in refusing:
            refused += 1
        else:
            wanted.append(visit)
        known.add(key)
    return Reading(visits=wanted, bad=bad, repeated=repeated, refusing=refused)


def _rules(plan: Plan) -> Rules:
    return Rules(
        units=plan.wave.units,
        today=clock.today(),
        last_day=plan.wave.closes_on,
        after=timedelta(days=plan.after_days),
        phones=plan.phones,
    )


Key = tuple[bytes, int, date]


def _key(visit: Visit) -> Key:
    return address_tag(visit.address), visit.unit.id, visit.visited_on


def _invited(wave: Wave) -> set[Key]:
    rows = session().execute(
        select(Invitation.address_tag, Invitation.unit_id, Invitation.visited_on).where(
            Invitation.address_tag.is_not(None),
            Invitation.unit_id.in_([unit.id for unit in wave.units]),
            Invitation.visited_on >= clock.today() - OLDEST,
        )
    )
    return {(tag, unit_id, day) for tag, unit_id, day in rows if tag}


def _refusing(visits: Sequence[Visit]) -> set[bytes]:
    tags = list({address_tag(visit.address) for visit in visits})
    found: set[bytes] = set()
    for start in range(0, len(tags), AT_ONCE):
        some = OptOut.address_tag.in_(tags[start : start + AT_ONCE])
        found |= set(session().scalars(select(OptOut.address_tag).where(some)))
    return found


def lots(visits: Iterable[Visit], plan: Plan) -> Iterator[list[Visit]]:
    """Yield so many visits at a time that citizens need not wait for the database.

    Whoever is stopped between two lots imports the file again: whom it has
    invited before it leaves out.
    """
    in_order = sorted(visits, key=lambda visit: _lot(visit, plan))
    for start in range(0, len(in_order), AT_ONCE):
        yield in_order[start : start + AT_ONCE]


def invite(visits: Iterable[Visit], plan: Plan) -> int:
    """Draw a code for each visit, queue its invitation, and return how many."""
    shuffled = list(visits)
    # The serial of a code must not say where a person stood in the file.
    secrets.SystemRandom().shuffle(shuffled)
    for (_unit_id, expires_on), some in groupby(
        sorted(shuffled, key=lambda visit: _lot(visit, plan)),
        key=lambda visit: _lot(visit, plan),
    ):
        _invite_lot(list(some), plan, expires_on)
    session().flush()
    return len(shuffled)


def _lot(visit: Visit, plan: Plan) -> tuple[int, date]:
    return visit.unit.id, expiry(visit.visited_on, plan.wave)


def expiry(visited_on: date, wave: Wave) -> date:
    """Return the last day of a code that is sent after a visit."""
    return min(visited_on + CODE_LIVES, wave.closes_on)


def _invite_lot(visits: Sequence[Visit], plan: Plan, expires_on: date) -> None:
    unit, minutes = visits[0].unit, plan.minutes
    _batch, numbered = draw_codes(
        plan.wave, unit, len(visits), BatchKind.MESSAGE, expires_on
    )
    for visit, (_serial, code) in zip(visits, numbered, strict=True):
        letter = letters.Letter(
            unit=unit,
            minutes=minutes,
            expires_on=expires_on,
            link=address("c", code),
            refusal=address("o", opting_out.token_of(address_tag(visit.address))),
        )
        session().add(_invitation(visit, plan, code, letter))


def address(kind: str, secret: str) -> str:
    """Return a short address of ours, for people."""
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}/{kind}/{secret}"


def _invitation(
    visit: Visit, plan: Plan, code: str, letter: letters.Letter
) -> Invitation:
    due_at = moment_of(visit.visited_on, plan.after_days)
    kept_until = min(
        letter.expires_on + KEPT_AFTER_CODE, visit.visited_on + KEPT_AFTER_VISIT
    )
    message = enqueue(
        MessageKind.INVITATION,
        visit.channel,
        visit.address,
        _words(MessageKind.INVITATION, visit, letter),
        due_at=due_at,
        unit_id=visit.unit.id,
        wave_id=plan.wave.id,
        kept_until=letter.expires_on,  # then the link leads nowhere
    )
    return Invitation(
        code_tag=code_tag(code),
        wave_id=plan.wave.id,
        unit_id=visit.unit.id,
        channel=visit.channel,
        sealed=_reminder(visit, letter),
        address_tag=address_tag(visit.address),
        visited_on=visit.visited_on,
        message_id=message.id,
        remind_at=due_at + REMIND_AFTER,
        expires_on=letter.expires_on,
        kept_until=kept_until,
    )


def _reminder(visit: Visit, letter: letters.Letter) -> bytes:
    words = _words(MessageKind.REMINDER, visit, letter)
    return content.seal(visit.channel, Content(visit.address, words))


def _words(kind: MessageKind, visit: Visit, letter: letters.Letter) -> Words:
    return letters.write(kind, visit.channel, visit.language, letter)


def moment_of(visited_on: date, after_days: int) -> datetime:
    """Return a random moment by day, so long after the visit, and not in the past."""
    now = clock.local(clock.now())
    day = max(visited_on + timedelta(days=after_days), now.date())
    earliest = FIRST_HOUR
    if day == now.date() and now.time() >= LATEST_START:
        day += timedelta(days=1)
    elif day == now.date():
        earliest = max(FIRST_HOUR, now.time())
    begins = datetime.combine(day, earliest, ZONE)
    ends = datetime.combine(day, LAST_HOUR, ZONE)
    seconds = secrets.randbelow(int((ends - begins).total_seconds()))
    return (begins + timedelta(seconds=seconds)).astimezone(UTC)
