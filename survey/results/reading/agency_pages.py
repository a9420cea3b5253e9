"""All that is published of one unit: its figures, its peers, its history."""

from statistics import quantiles

from sqlalchemy import select

from questionnaires import Instrument
from survey.agencies.models import Unit
from survey.agencies.service import SINGLE, slots_of
from survey.database import session
from survey.i18n import language
from survey.instruments.service import get_instrument
from survey.results.models import Figure, Publication, PublicationUnit
from survey.results.printing import FEWEST_FOR_A_VERDICT
from survey.results.reading.finding import head
from survey.results.reading.heads import standing_of, targets_of
from survey.results.reading.histories import history_of
from survey.results.reading.overviews import select_headlines
from survey.results.reading.published import AgencyPage, PeerRange
from survey.results.reading.rosters import roster_of
from survey.results.reading.sections import extras_of, headline_of, tell_all, tree_of
from survey.results.reading.telling import Teller

FEWEST_PEERS = 5  # fewer are no group, but four neighbours with names


def agency(publication: Publication, unit_code: str) -> AgencyPage | None:
    """Return all that is published of a unit, or nothing if it is not rated."""
    rated = _find_rated(publication, unit_code)
    if rated is None:
        return None
    instrument = get_instrument(publication.wave.instrument_version_id)
    targets = targets_of(publication.wave)
    teller = Teller(
        instrument=instrument, targets=targets, slots=slots_of(rated.unit, language())
    )
    told = tell_all(publication, rated.unit_id, teller)
    return AgencyPage(
        publication=head(publication),
        unit=standing_of(rated, publication, roster_of(publication)),
        targets=tuple(targets.values()),
        headline=headline_of(told, instrument),
        tree=tree_of(told, instrument),
        extras=extras_of(told, instrument),
        peers=_peers(publication, rated.unit, instrument),
        history=history_of(publication, rated.unit, teller),
    )


def _find_rated(publication: Publication, unit_code: str) -> PublicationUnit | None:
    return session().scalar(
        select(PublicationUnit)
        .join(Unit, Unit.id == PublicationUnit.unit_id)
        .where(PublicationUnit.publication_id == publication.id, Unit.code == unit_code)
    )


def _peers(
    publication: Publication, unit: Unit, instrument: Instrument
) -> PeerRange | None:
    statement = select_headlines([publication.id], instrument)
    if statement is None:
        return None
    printed = (
        statement.with_only_columns(Figure.value)
        .join(Unit, Unit.id == Figure.unit_id)
        .where(
            Unit.kind == unit.kind,
            SINGLE,
            Unit.id != unit.id,
            Figure.n >= FEWEST_FOR_A_VERDICT,
            Figure.value.is_not(None),
        )
    )
    values = [value for value in session().scalars(printed) if value is not None]
    if len(values) < FEWEST_PEERS:
        return None
    lower, _median, upper = quantiles(values, n=4, method="inclusive")
    return PeerRange(
        low=min(values), lower=lower, upper=upper, high=max(values), units=len(values)
    )
