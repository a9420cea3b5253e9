"""The de-identifying release: from the inbox to responses that lead to nobody."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select

from survey.database import session
from survey.instruments.service import get_instrument, item_ids
from survey.release import rows
from survey.release.errors import NotACounterWave, PeriodIsNotOver
from survey.release.labels import cluster_of, forget_labels
from survey.release.rewriting import add_comments, rewrite_comments, rewrite_responses
from survey.release.writing import add, chunks, fresh_numbers
from survey.responses.models import Answer, InboxRow, Response
from survey.waves import service as waves
from survey.waves.models import Period, Wave, WaveKind

# Below it the shuffle hides nobody: the forms wait for others to join them.
SMALLEST_RELEASE = 10
KEY_BYTES = 32


@dataclass(frozen=True)
class Counts:
    """What a release did: forms released, with comments, and forms that wait on.

    `in_period` is all that was counted in a period, known when it is closed.
    """

    released: int = 0
    comments: int = 0
    waiting: int = 0
    newly_waiting: int = 0
    in_period: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.released + other.released,
            self.comments + other.comments,
            self.waiting + other.waiting,
            self.newly_waiting + other.newly_waiting,
            self.in_period + other.in_period,
        )

    @property
    def changed(self) -> bool:
        """Say whether anything is different from before."""
        return self.released > 0 or self.newly_waiting > 0


@dataclass(frozen=True)
class _Group:
    """Forms of one unit that count in one period."""

    place: rows.Place
    forms: list[InboxRow]


def release(wave: Wave, today: date) -> Counts:
    """Release what waits in an open counter wave, unit by unit.

    Fewer than ten forms of a unit wait on, and nobody can find or replace them
    any more. Forms of two periods are counted apart: the released rows tell the
    periods apart, so only those of the same period hide each other.
    """
    _take_turns(wave)
    counts = Counts()
    for group in _groups(wave, today):
        if len(group.forms) >= SMALLEST_RELEASE:
            counts += _release(group)
        else:
            counts += _set_apart(group)
    session().flush()
    return counts


def close_period(wave: Wave, period: Period, today: date) -> Counts:
    """Release what is left of a period that has ended, then close it.

    All its rows are written anew in this one transaction, so that nothing of
    the nights between is left in them.

    Raises
    ------
    PeriodIsNotOver
        If the period runs until today or longer.
    """
    if period.ends_on >= today:
        raise PeriodIsNotOver(period.ends_on)
    _take_turns(wave)
    # Whoever is being counted in this period right now is waited for.
    session().refresh(period, with_for_update={"key_share": True})
    counts = Counts()
    for group in _groups(wave, today):
        if group.place.period is period:
            counts += _release(group)
    in_period = rewrite_responses(period)
    rewrite_comments(wave)
    forget_labels(period)
    waves.close_period(period)
    return replace(counts, in_period=in_period)


def _take_turns(wave: Wave) -> None:
    """Let one release of a wave wait for the other; submissions are not held up."""
    if wave.kind is not WaveKind.COUNTER:
        raise NotACounterWave
    session().refresh(wave, with_for_update={"key_share": True})


def _groups(wave: Wave, today: date) -> list[_Group]:
    """Return the forms in the inbox by period and unit."""
    statement = (
        select(InboxRow)
        .where(InboxRow.wave_id == wave.id, InboxRow.day <= today)
        .with_for_update()
    )
    together: dict[tuple[Period, int], list[InboxRow]] = {}
    periods: dict[date, Period | None] = {}
    for form in session().scalars(statement):
        if form.day not in periods:
            periods[form.day] = waves.open_period_for(wave, form.day)
        period = periods[form.day]
        if period is not None:
            together.setdefault((period, form.unit_id), []).append(form)
    return list(_placed(wave, together))


def _placed(
    wave: Wave, together: dict[tuple[Period, int], list[InboxRow]]
) -> Iterator[_Group]:
    instrument = get_instrument(wave.instrument_version_id)
    ids = item_ids(wave.instrument_version_id)
    codes = {unit.id: unit.code for unit in wave.units}
    for (period, unit_id), forms in together.items():
        place = rows.Place(
            wave=wave,
            period=period,
            stratum=codes[unit_id],
            instrument=instrument,
            item_ids=ids,
        )
        yield _Group(place, forms)


def _set_apart(group: _Group) -> Counts:
    """Let the forms wait under random keys that no UUID leads to."""
    fresh = [form for form in group.forms if not form.waiting]
    for form in fresh:
        form.key = secrets.token_bytes(KEY_BYTES)
        form.waiting = True
    return Counts(waiting=len(group.forms), newly_waiting=len(fresh))


def _release(group: _Group) -> Counts:
    place, forms = group.place, list(group.forms)
    secrets.SystemRandom().shuffle(forms)
    numbers = fresh_numbers(Response, len(forms))
    numbered = list(zip(forms, numbers, strict=True))
    comments = [row for form in forms for row in rows.comment_rows(form, place)]
    clusters = _clusters(group)
    add(
        Response,
        [
            rows.response_row(form, place, clusters[form.counter, form.day], number)
            for form, number in numbered
        ],
    )
    add(
        Answer,
        [
            row
            for form, number in numbered
            for row in rows.answer_rows(form, place, number)
        ],
    )
    add_comments(comments)
    _remove(forms)
    return Counts(released=len(forms), comments=len(comments))


def _clusters(group: _Group) -> dict[tuple[int | None, date], str]:
    """Return the label of every counter-day among the forms."""
    period, unit_id = group.place.period, group.forms[0].unit_id
    counter_days = {(form.counter, form.day) for form in group.forms}
    return {
        (counter, day): cluster_of(period, unit_id, counter, day)
        for counter, day in counter_days
    }


def _remove(forms: Iterable[InboxRow]) -> None:
    for some in chunks([form.key for form in forms]):
        session().execute(delete(InboxRow).where(InboxRow.key.in_(some)))
