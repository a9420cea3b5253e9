"""What a wave allows: decisions on plain values, no database, no request."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from survey.agencies.models import Unit, UnitKind
from survey.waves.errors import (
    EarlierPeriodIsOpen,
    PeriodIsClosed,
    PeriodsDoNotFit,
    SlugNotUsable,
    UnitMayNotBeRated,
    WaveHasNoPeriods,
    WaveHasNoUnits,
    WaveIsOver,
    WaveNotDraft,
    WaveNotOpen,
    WavePaused,
)
from survey.waves.models import Period, Wave, WaveState

ONE_DAY = timedelta(days=1)
REPORT_AFTER = timedelta(days=5)
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """First and last day of a period, and the day its report is due."""

    starts_on: date
    ends_on: date
    report_due_on: date | None = None


def monthly(opens_on: date, closes_on: date, *, first_day: int = 1) -> list[Stretch]:
    """Return periods of a month each, cut at `first_day` (15: from 15th to 14th)."""
    stretches = []
    starts_on = opens_on
    while starts_on <= closes_on:
        ends_on = min(_next_cut(starts_on, first_day) - ONE_DAY, closes_on)
        stretches.append(
            Stretch(
                starts_on=starts_on,
                ends_on=ends_on,
                report_due_on=ends_on + REPORT_AFTER,
            )
        )
        starts_on = ends_on + ONE_DAY
    return stretches


def quarterly(opens_on: date, closes_on: date) -> list[Stretch]:
    """Return periods of three calendar months each."""
    months = monthly(opens_on, closes_on)
    stretches: list[Stretch] = []
    for month in months:
        begins = (month.starts_on.month - 1) % 3 == 0
        if stretches and not begins:
            stretches[-1] = replace(month, starts_on=stretches[-1].starts_on)
        else:
            stretches.append(month)
    return stretches


def whole(opens_on: date, closes_on: date) -> list[Stretch]:
    """Return the one period of a wave that is reported once."""
    due = closes_on + REPORT_AFTER
    return [Stretch(starts_on=opens_on, ends_on=closes_on, report_due_on=due)]


def _next_cut(day: date, first_day: int) -> date:
    if day.day < first_day:
        return day.replace(day=first_day)
    month = day.replace(day=1) + timedelta(days=32)
    return month.replace(day=first_day)


def check_slug(slug: str) -> None:
    """Refuse a name that would not stand unchanged in addresses and QR codes."""
    if not SLUG.fullmatch(slug):
        raise SlugNotUsable(slug)


def check_periods(wave: Wave, stretches: Sequence[Stretch]) -> None:
    """Refuse periods that leave a day out, overlap, or miss the wave's ends."""
    expected = wave.opens_on
    for stretch in stretches:
        if stretch.starts_on != expected or stretch.ends_on < stretch.starts_on:
            raise PeriodsDoNotFit
        expected = stretch.ends_on + ONE_DAY
    if stretches and expected != wave.closes_on + ONE_DAY:
        raise PeriodsDoNotFit


def check_may_rate(levels: Iterable[str], units: Iterable[Unit]) -> None:
    """Refuse a unit of a level that the instrument was not made for."""
    allowed = set(levels)
    for unit in units:
        # Units of surveys made elsewhere belong to no level of ours.
        if unit.kind is not UnitKind.OTHER and unit.kind.value not in allowed:
            raise UnitMayNotBeRated(unit.name)


def check_may_open(
    wave: Wave, *, today: date, unit_count: int, period_count: int
) -> None:
    """Raise the first reason why the wave may not open today, if any."""
    if wave.state is not WaveState.DRAFT:
        raise WaveNotDraft
    if today > wave.closes_on:
        raise WaveIsOver
    if unit_count == 0:
        raise WaveHasNoUnits
    if period_count == 0:
        raise WaveHasNoPeriods


def check_accepts(wave: Wave, today: date) -> None:
    """Refuse an answer before the wave opens, after it closes, and in a pause."""
    if wave.state is WaveState.DRAFT or today < wave.opens_on:
        raise WaveNotOpen(wave.opens_on)
    if wave.state is WaveState.CLOSED or today > wave.closes_on:
        raise WaveNotOpen
    if wave.paused_at is not None:
        raise WavePaused


def check_may_close(period: Period, earlier: Iterable[Period]) -> None:
    """Refuse to close a period twice, or before the one ahead of it."""
    if period.closed_at is not None:
        raise PeriodIsClosed
    if any(other.closed_at is None for other in earlier):
        raise EarlierPeriodIsOpen
