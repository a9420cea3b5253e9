"""How far messages have come, in sums that name nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from survey.agencies.desk import desk_email
from survey.agencies.models import Unit
from survey.channels import Channel
from survey.database import session
from survey.outbox.models import Message, MessageKind, MessageState, Problem
from survey.waves.models import Wave


@dataclass
class Line:
    """The messages of one unit on one channel."""

    unit: Unit | None
    channel: Channel
    states: Counter[MessageState] = field(default_factory=Counter)
    problems: Counter[Problem] = field(default_factory=Counter)
    cost_dong: int = 0

    @property
    def opted_out(self) -> int:
        return self.problems[Problem.OPTED_OUT]

    @property
    def reasons(self) -> list[tuple[Problem, int]]:
        """Return why messages failed, the most frequent first."""
        return [
            (problem, count)
            for problem, count in self.problems.most_common()
            if problem is not Problem.OPTED_OUT
        ]


@dataclass
class Section:
    """The messages of one wave, or those that belong to none."""

    wave: Wave | None
    lines: list[Line]

    def total(self, state: MessageState) -> int:
        """Return how many messages of the section are in this state."""
        return sum(line.states[state] for line in self.lines)

    @property
    def waiting(self) -> int:
        return self.total(MessageState.WAITING)

    @property
    def failed(self) -> int:
        return self.total(MessageState.FAILED)

    @property
    def cost_dong(self) -> int:
        return sum(line.cost_dong for line in self.lines)


def sections() -> list[Section]:
    """Return the messages of every wave, newest first; then those of none."""
    counted = session().execute(
        select(
            Message.wave_id,
            Message.unit_id,
            Message.channel,
            Message.state,
            Message.problem,
            func.count().label("n"),
            func.sum(Message.cost_dong).label("cost"),
        ).group_by(
            Message.wave_id,
            Message.unit_id,
            Message.channel,
            Message.state,
            Message.problem,
        )
    )
    return _in_order(_lines(counted.all()))


Key = tuple[int | None, int | None, Channel]


def _lines(counted: Iterable[Any]) -> dict[Key, Line]:
    lines: dict[Key, Line] = {}
    for row in counted:
        unit = session().get(Unit, row.unit_id) if row.unit_id else None
        key = (row.wave_id, row.unit_id, row.channel)
        line = lines.setdefault(key, Line(unit, row.channel))
        line.states[row.state] += row.n
        # What is tried again has a problem too, but it has not ended by it.
        if row.problem is not None and row.state is not MessageState.WAITING:
            line.problems[row.problem] += row.n
        line.cost_dong += int(row.cost)
    return lines


def _in_order(lines: dict[Key, Line]) -> list[Section]:
    waves = {wave_id for wave_id, _unit, _channel in lines}
    found = [
        Section(
            session().get(Wave, wave_id) if wave_id else None,
            sorted(
                (line for key, line in lines.items() if key[0] == wave_id),
                key=lambda line: (line.unit.name if line.unit else "", line.channel),
            ),
        )
        for wave_id in waves
    ]
    found.sort(key=lambda section: -section.wave.id if section.wave else 1)
    return found


@dataclass(frozen=True)
class Stuck:
    """Requests of citizens that have not reached their office."""

    unit: Unit
    count: int
    has_desk: bool


def requests_waiting() -> list[Stuck]:
    """Return the units for which requests of citizens wait or have failed."""
    rows = session().execute(
        select(Unit, func.count())
        .join(Message, Message.unit_id == Unit.id)
        .where(
            Message.kind == MessageKind.CONTACT_REQUEST,
            Message.state.in_([MessageState.WAITING, MessageState.FAILED]),
        )
        .group_by(Unit.id)
        .order_by(Unit.name)
    )
    return [Stuck(unit, n, desk_email(unit) is not None) for unit, n in rows]
