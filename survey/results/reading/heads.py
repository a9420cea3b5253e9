"""What pages are told of a publication as a whole, its period, targets and units."""

from collections.abc import Mapping

from questionnaires import Instrument, Text
from survey.i18n import language
from survey.instruments.service import get_instrument
from survey.languages import ENGLISH
from survey.results.models import Batch, Publication, PublicationUnit
from survey.results.printing import FEWEST_FOR_A_VERDICT, count_band
from survey.results.reading.figures import Target
from survey.results.reading.published import PeriodLabel, PublicationHead, UnitStanding
from survey.results.reading.rosters import Roster
from survey.waves.models import Period, Wave


def head_of(publication: Publication, newest_version: int) -> PublicationHead:
    """Return what the top of every page about a publication says."""
    wave = publication.wave
    instrument = get_instrument(wave.instrument_version_id)
    vietnamese = language() != ENGLISH
    return PublicationHead(
        id=publication.id,
        wave_slug=wave.slug,
        wave_name=wave.name if vietnamese else wave.name_en,
        wave_kind=wave.kind,
        population=wave.population if vietnamese else wave.population_en,
        illustrative=wave.illustrative,
        instrument_title=spoken(instrument.title, instrument),
        instrument_heading=(
            spoken(instrument.heading, instrument) if instrument.heading else None
        ),
        period=label_of(publication.period),
        version=publication.version,
        newest_version=newest_version,
        correction=publication.correction,
        state=publication.state,
        drafted_at=publication.drafted_at,
        published_at=publication.published_at,
        software_version=publication.software_version,
    )


def spoken(text: Text, instrument: Instrument) -> str:
    """Return a text in the reader's language, or in the instrument's first."""
    return text.get(language()) or text[instrument.languages[0]]


def label_of(period: Period) -> PeriodLabel:
    return PeriodLabel(
        number=period.number, starts_on=period.starts_on, ends_on=period.ends_on
    )


def targets_of(wave: Wave) -> Mapping[int, Target]:
    """Return the index targets of a wave by their id, lowest first."""
    vietnamese = language() != ENGLISH
    return {
        target.id: Target(
            id=target.id,
            value=target.value,
            only_reference=target.only_reference,
            legal_text=target.legal_text if vietnamese else target.legal_text_en,
        )
        for target in wave.index_targets
    }


def standing_of(
    rated: PublicationUnit, publication: Publication, roster: Roster
) -> UnitStanding:
    """Return what a unit's batch holds, or where its answers wait."""
    n, n_band = _size(rated.batch)
    return UnitStanding(
        code=rated.unit.code,
        name=roster.names.get(rated.unit_id, rated.unit.name),
        kind=rated.unit.kind.value,
        n=n,
        n_band=n_band,
        first_period=label_of(rated.batch.first_period) if rated.batch else None,
        last_period=label_of(rated.batch.last_period) if rated.batch else None,
        is_carried_over=rated.batch is None,
        carried_to=None if rated.batch else _next_period(publication),
        dossiers=rated.dossiers,
        group=None if rated.batch else roster.group_of.get(rated.unit_id),
        members=roster.members_of.get(rated.unit_id, ()),
    )


def printed_count(count: int) -> tuple[int | None, str | None]:
    """Return a number of answers as it may be printed: itself, or its band."""
    if count >= FEWEST_FOR_A_VERDICT:
        return count, None
    return None, count_band(count)


def _size(batch: Batch | None) -> tuple[int | None, str | None]:
    return printed_count(batch.n) if batch else (None, None)


def _next_period(publication: Publication) -> PeriodLabel | None:
    after = publication.period.number + 1
    periods = publication.wave.periods
    return next((label_of(p) for p in periods if p.number == after), None)
