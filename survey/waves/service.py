from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from survey import clock
from survey.agencies.models import Unit
from survey.agencies.service import SINGLE, exists
from survey.config import PRODUCTION
from survey.database import session
from survey.instruments.models import InstrumentVersion
from survey.instruments.service import get_instrument
from survey.waves import rules
from survey.waves.errors import (
    IllustrationsNotInProduction,
    LanguageMissing,
    SlugIsTaken,
    UnitsNotThere,
)
from survey.waves.groups import Group, check_groups, rate
from survey.waves.models import (
    IndexTarget,
    Period,
    Wave,
    WaveKind,
    WaveState,
    WaveUnit,
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """An index target that a new wave is measured against."""

    value: float
    legal_text: str
    legal_text_en: str
    only_reference: bool = False


@dataclass(frozen=True, kw_only=True)
class NewWave:
    """All that is fixed about a wave before it opens."""

    slug: str
    name: str
    name_en: str
    kind: WaveKind
    instrument_version: InstrumentVersion
    population: str
    population_en: str
    opens_on: date
    closes_on: date
    units: Sequence[Unit]
    periods: Sequence[rules.Stretch]
    targets: Sequence[Target] = field(default=())
    groups: Sequence[Group] = field(default=())
    languages: str = "vi,en"
    illustrative: bool = False
    trial: bool = False  # then it is illustrative, too


def find_wave(slug: str) -> Wave | None:
    """Return the wave with this slug, or nothing."""
    return session().scalar(select(Wave).where(Wave.slug == slug))


def list_waves() -> list[Wave]:
    """Return all waves, the newest first."""
    order = (Wave.opens_on.desc(), Wave.id.desc())
    return list(session().scalars(select(Wave).order_by(*order)))


def list_open_waves(kind: WaveKind = WaveKind.COUNTER) -> list[Wave]:
    """Return the waves of a kind that are open, the newest first."""
    return [
        wave
        for wave in list_waves()
        if wave.kind is kind and wave.state is WaveState.OPEN and not wave.trial
    ]


def list_accepting_waves(unit: Unit) -> list[Wave]:
    """Return the counter waves that rate the unit and take answers today.

    The newest comes first.
    """
    today = clock.today()
    return list(
        session().scalars(
            select(Wave)
            .join(WaveUnit, WaveUnit.wave_id == Wave.id)
            .where(
                WaveUnit.unit_id == unit.id,
                Wave.kind == WaveKind.COUNTER,
                Wave.state == WaveState.OPEN,
                Wave.paused_at.is_(None),
                Wave.trial.is_(False),
                Wave.opens_on <= today,
                Wave.closes_on >= today,
            )
            .options(joinedload(Wave.instrument_version))
            .order_by(Wave.opens_on.desc(), Wave.id.desc())
        )
    )


def find_rated_unit(wave: Wave, unit_code: str) -> Unit | None:
    """Return the unit with this code if it is rated in the wave."""
    return session().scalar(
        select(Unit)
        .join(WaveUnit, WaveUnit.unit_id == Unit.id)
        .where(WaveUnit.wave_id == wave.id, Unit.code == unit_code, SINGLE)
    )


def hold_office(wave: Wave, unit: Unit) -> None:
    """Let others who number things of this office wait until we have committed."""
    session().execute(
        select(WaveUnit.unit_id)
        .where(WaveUnit.wave_id == wave.id, WaveUnit.unit_id == unit.id)
        .with_for_update(key_share=True)  # answers may still come in
    )


def create_wave(new: NewWave) -> Wave:
    """Add a drafted wave with its units, periods and index targets."""
    rules.check_slug(new.slug)
    if find_wave(new.slug) is not None:
        raise SlugIsTaken(new.slug)
    if new.illustrative:
        check_may_illustrate()
    instrument = get_instrument(new.instrument_version.id)
    rules.check_may_rate(instrument.rates, new.units)
    wave = _wave(new)
    rules.check_periods(wave, new.periods)
    check_groups(new.groups, new.units)
    session().add(wave)
    session().flush()
    rate(wave, new.units, new.groups)
    return wave


def check_may_illustrate() -> None:
    """Refuse invented answers where real ones are collected."""
    if current_app.config["MODE"] == PRODUCTION:
        raise IllustrationsNotInProduction


def _wave(new: NewWave) -> Wave:
    return Wave(
        slug=new.slug,
        name=new.name,
        name_en=new.name_en,
        kind=new.kind,
        state=WaveState.DRAFT,
        instrument_version_id=new.instrument_version.id,
        languages=new.languages,
        population=new.population,
        population_en=new.population_en,
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        illustrative=new.illustrative or new.trial,
        trial=new.trial,
        periods=periods_of(new),
        index_targets=index_targets_of(new),
    )


def periods_of(new: NewWave) -> list[Period]:
    """Return the periods of a new wave, numbered from one."""
    return [
        Period(
            number=number,
            starts_on=stretch.starts_on,
            ends_on=stretch.ends_on,
            report_due_on=stretch.report_due_on,
        )
        for number, stretch in enumerate(new.periods, start=1)
    ]


def index_targets_of(new: NewWave) -> list[IndexTarget]:
    """Return the index targets of a new wave."""
    return [
        IndexTarget(
            value=target.value,
            legal_text=target.legal_text,
            legal_text_en=target.legal_text_en,
            only_reference=target.only_reference,
        )
        for target in new.targets
    ]


def open_wave(wave: Wave) -> None:
    """Open a drafted wave for answering."""
    rules.check_may_open(
        wave,
        today=clock.today(),
        unit_count=len(wave.units),
        period_count=len(wave.periods),
    )
    gone = [unit.name for unit in wave.units if not exists(unit, wave.opens_on)]
    if gone:
        raise UnitsNotThere(gone)
    wave.state = WaveState.OPEN


def offer_languages(wave: Wave, codes: Sequence[str]) -> None:
    """Offer the form in these languages, as far as there are words or voices.

    One of them must be a language of the questionnaire itself: what was not
    translated has to be said in some language.
    """
    own = get_instrument(wave.instrument_version_id).languages
    if not set(codes) & set(own):
        raise LanguageMissing(own)
    wave.languages = ",".join(dict.fromkeys(codes))


def close_wave(wave: Wave) -> None:
    """End a wave once its last period is closed."""
    wave.state = WaveState.CLOSED


def check_accepts(wave: Wave) -> None:
    """Raise `WaveNotOpen` unless the wave takes answers today."""
    rules.check_accepts(wave, clock.today())


def open_period_for(wave: Wave, day: date) -> Period | None:
    """Return the period that an answer of `day` belongs to.

    A late answer of a closed period counts in the next one that is open; when
    all are closed there is none.
    """
    return session().scalar(
        select(Period)
        .where(
            Period.wave_id == wave.id,
            Period.closed_at.is_(None),
            Period.ends_on >= day,
        )
        .order_by(Period.number)
        .limit(1)
    )


def periods_due(wave: Wave, today: date) -> list[Period]:
    """Return the periods that have ended and are not closed, oldest first."""
    return [
        period
        for period in wave.periods
        if period.closed_at is None and period.ends_on < today
    ]


def find_period(wave: Wave, number: int) -> Period | None:
    """Return the period of the wave with this number, or nothing."""
    return next((period for period in wave.periods if period.number == number), None)


def close_period(period: Period) -> None:
    """Close a period: no answer is added to it any more."""
    earlier = [other for other in period.wave.periods if other.number < period.number]
    rules.check_may_close(period, earlier)
    period.closed_at = clock.now()
    session().flush()
