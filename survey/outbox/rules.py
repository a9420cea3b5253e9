"""When a message may go out, when it is tried again, and when it is given up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from survey.channels import Channel
from survey.clock import ZONE, local
from survey.outbox.models import MessageKind, MessageState, Problem

# Nobody is woken up. What goes to an office may go at any hour.
QUIET_FROM = time(21)
QUIET_UNTIL = time(7, 30)
TO_CITIZENS = frozenset({MessageKind.INVITATION, MessageKind.REMINDER})

BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
# Longer than any attempt lasts: what is in hand for so long was interrupted.
ATTEMPT = timedelta(minutes=10)
# After so long a provider has nothing more to tell about a message it took.
HEARD_WITHIN = timedelta(days=3)
KEPT = timedelta(days=30)
COUNTED = timedelta(days=400)  # rows without any contact, for the sums of a year

NO_DESK = timedelta(hours=1)  # then it is looked whether there is one by now

# Staff may let these go out anew.
RENEWABLE = frozenset(
    {
        Problem.UNREACHABLE,
        Problem.REFUSED_US,
        Problem.NOT_DELIVERED,
        Problem.UNKNOWN,
    }
)

# We heard nothing of how it ended, so whoever delivers may still tell.
UNHEARD = frozenset({Problem.UNREACHABLE, Problem.UNKNOWN})


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of an attempt, as whoever delivers tells it.

    `is_away` says that the channel itself did not answer, and not only to this
    message.
    """

    state: MessageState
    problem: Problem | None = None
    provider_id: str | None = None
    cost_dong: int = 0
    is_away: bool = False


def failed(problem: Problem) -> Outcome:
    """Return the outcome of an attempt that failed."""
    return Outcome(state=MessageState.FAILED, problem=problem)


def away() -> Outcome:
    """Return the outcome of an attempt that reached nobody who would deliver."""
    return Outcome(state=MessageState.FAILED, problem=Problem.UNREACHABLE, is_away=True)


def is_quiet(now: datetime) -> bool:
    """Say whether citizens sleep, or should be able to."""
    here = local(now).time()
    return here >= QUIET_FROM or here < QUIET_UNTIL


def is_tried_again(
    kind: MessageKind, channel: Channel, outcome: Outcome, attempts: int
) -> bool:
    """Say whether an attempt that ended so is followed by another."""
    if outcome.state is not MessageState.FAILED or attempts > len(BACKOFF):
        return False
    if outcome.problem is Problem.UNKNOWN:
        return not is_doubtful_twice(kind, channel)
    return outcome.problem in {Problem.UNREACHABLE, Problem.REFUSED_US}


def next_attempt(kind: MessageKind, attempts: int, now: datetime) -> datetime:
    """Return when the attempt that follows this many may be made.

    That of a citizen's request falls on a full hour: the row says on which day
    she asked, and nothing finer.
    """
    moment = now + BACKOFF[min(attempts, len(BACKOFF)) - 1]
    if kind is MessageKind.CONTACT_REQUEST:
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def is_doubtful_twice(kind: MessageKind, channel: Channel) -> bool:
    """Say whether an attempt of unknown end must not be repeated.

    A gateway takes a message it knows only once. A mail server does not, and no
    citizen is to be written to twice; an office rather twice than never.
    """
    return channel is Channel.EMAIL and kind in TO_CITIZENS


def keeps_content(kind: MessageKind, channel: Channel, outcome: Outcome) -> bool:
    """Say whether address and words may be needed again after this outcome.

    No second try mends a citizen's own address. That of an office is mended by
    staff, and what was asked of the office then goes there.
    """
    if outcome.state is MessageState.FAILED:
        mended = kind not in TO_CITIZENS and outcome.problem is Problem.REFUSED_ADDRESS
        return mended or outcome.problem in RENEWABLE
    # A mail server never tells more than that it took the mail.
    return outcome.state is MessageState.SENT and channel is not Channel.EMAIL


def start_of(day: date) -> datetime:
    """Return the moment at which a Vietnamese day begins."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)
