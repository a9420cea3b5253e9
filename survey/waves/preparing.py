"""Waves before they open: written down, changed, copied, opened by mistake."""

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, update

from survey.database import session
from survey.instruments.service import get_instrument
from survey.waves import rules
from survey.waves.errors import (
    ChangedMeanwhile,
    SlugIsTaken,
    WaveIsFixed,
    WaveIsNotOpen,
)
from survey.waves.groups import check_groups, drop_unused, groups_of, rate
from survey.waves.models import IndexTarget, Period, Wave, WaveState, WaveUnit
from survey.waves.service import (
    NewWave,
    Target,
    close_wave,
    find_wave,
    index_targets_of,
    periods_of,
)

PLAIN = (
    "slug",
    "name",
    "name_en",
    "population",
    "population_en",
    "opens_on",
    "closes_on",
    "languages",
)


def change_wave(wave: Wave, new: NewWave, revision: int) -> None:
    """Write a drafted wave anew, unless somebody else has since it was read.

    Raises
    ------
    WaveIsFixed
        If it was opened.
    ChangedMeanwhile
        If `revision` is not the one that is stored; nothing is changed then.
    """
    _check_draft(wave)
    _take(wave, revision)
    rules.check_slug(new.slug)
    other = find_wave(new.slug)
    if other is not None and other.id != wave.id:
        raise SlugIsTaken(new.slug)
    rules.check_may_rate(get_instrument(new.instrument_version.id).rates, new.units)
    for name in PLAIN:
        setattr(wave, name, getattr(new, name))
    wave.instrument_version_id = new.instrument_version.id
    rules.check_periods(wave, new.periods)
    check_groups(new.groups, new.units)
    _empty(wave)
    wave.periods = periods_of(new)
    wave.index_targets = index_targets_of(new)
    rate(wave, new.units, new.groups)
    session().expire(wave)


def _check_draft(wave: Wave) -> None:
    if wave.state is not WaveState.DRAFT:
        raise WaveIsFixed


def _take(wave: Wave, revision: int) -> None:
    """Count the wave's revision up; of two who have read the same one wins."""
    won = session().execute(
        update(Wave)
        .where(Wave.id == wave.id, Wave.revision == revision)
        .values(revision=revision + 1)
        .returning(Wave.id)
        .execution_options(synchronize_session=False)
    )
    if won.first() is None:
        raise ChangedMeanwhile


def _empty(wave: Wave) -> None:
    for table in (Period, IndexTarget, WaveUnit):
        session().execute(delete(table).where(table.wave_id == wave.id))
    drop_unused()
    session().expire(wave, ["periods", "index_targets", "units"])


def discard_wave(wave: Wave) -> None:
    """Drop a draft; nobody has answered it."""
    _check_draft(wave)
    _empty(wave)
    session().execute(delete(Wave).where(Wave.id == wave.id))
    session().expire_all()


def reopen_draft(wave: Wave) -> None:
    """Take an opening back that was a mistake: possible until somebody answers.

    Raises
    ------
    sqlalchemy.exc.DBAPIError
        If somebody has: the database keeps it.
    """
    wave.state = WaveState.DRAFT
    session().flush()


def close_early(wave: Wave) -> None:
    """End an open wave; its periods close on their days, with what was answered.

    Raises
    ------
    WaveIsNotOpen
        If it is a draft or closed.
    """
    session().refresh(wave, with_for_update=True)
    if wave.state is not WaveState.OPEN:
        raise WaveIsNotOpen
    close_wave(wave)


def as_new(wave: Wave) -> NewWave:
    """Return a stored wave as it would be written down."""
    return NewWave(
        slug=wave.slug,
        name=wave.name,
        name_en=wave.name_en,
        kind=wave.kind,
        instrument_version=wave.instrument_version,
        population=wave.population,
        population_en=wave.population_en,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        units=wave.units,
        periods=[
            rules.Stretch(
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                report_due_on=period.report_due_on,
            )
            for period in wave.periods
        ],
        targets=[
            Target(
                value=target.value,
                legal_text=target.legal_text,
                legal_text_en=target.legal_text_en,
                only_reference=target.only_reference,
            )
            for target in wave.index_targets
        ],
        languages=wave.languages,
        groups=groups_of(wave),
    )


def a_year_later(new: NewWave) -> NewWave:
    """Return the same wave for the next year, under a name of its own."""
    years = str(new.opens_on.year), str(new.opens_on.year + 1)
    return replace(
        new,
        slug=_renamed(new.slug, *years),
        name=_renamed(new.name, *years),
        name_en=_renamed(new.name_en, *years),
        opens_on=_next_year(new.opens_on),
        closes_on=_next_year(new.closes_on),
        periods=[
            rules.Stretch(
                starts_on=_next_year(stretch.starts_on),
                ends_on=_next_year(stretch.ends_on),
                report_due_on=stretch.report_due_on
                and _next_year(stretch.report_due_on),
            )
            for stretch in new.periods
        ],
    )


def _renamed(text: str, old: str, new: str) -> str:
    return text.replace(old, new) if old in text else f"{text}-{new}"


def _next_year(day: date) -> date:
    """Return the same day a year later; the last of February stays the last."""
    if (day.month, day.day) in {(2, 28), (2, 29)}:
        return date(day.year + 1, 3, 1) - rules.ONE_DAY
    return day.replace(year=day.year + 1)
