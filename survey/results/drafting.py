"""From a closed period to a draft: batches, tallies, figures.

Approval and everything else that a page does stands in `publications`, which
loads no statistics.
"""

from collections.abc import Sequence

from flask import current_app

from survey import clock
from survey.accounts.models import Account
from survey.agencies.models import Unit
from survey.database import session
from survey.instruments.service import get_instrument, item_ids
from survey.results import rules
from survey.results.computing import tally
from survey.results.computing.batches import batches_ending_with, form_batches
from survey.results.computing.computed import ComputedFigure
from survey.results.computing.earlier import check_not_subtractable, printed_options
from survey.results.computing.figures import Material, Report, compute
from survey.results.computing.matrix import load_bases, load_domain
from survey.results.computing.storing import store
from survey.results.computing.verdicts import TargetLine
from survey.results.computing.withholding import withhold
from survey.results.models import Batch, Publication, PublicationState, PublicationUnit
from survey.results.publications import versions_of
from survey.waves import dossiers
from survey.waves.groups import members_by_group
from survey.waves.models import Period
from survey.waves.rules import check_may_rate


def draft_publication(
    period: Period,
    account: Account,
    correction: str | None = None,
    *,
    report: Report | None = None,
) -> Publication:
    """Draft the publication of a closed period, with all its figures.

    The three steps may also be taken one by one, each in a transaction of its
    own: what the first leaves behind is the same however often it is taken.

    Raises
    ------
    PeriodNotClosed, DraftExists, AlreadyPublished, NothingToCorrect
        See `survey.results.rules`.
    """
    prepare(period, correction)
    figures = compute_figures(period, report)
    return keep(period, account, figures, correction)


def prepare(period: Period, correction: str | None = None) -> None:
    """Form the batches of a period and count the answers they hold."""
    rules.check_may_draft(period, versions_of(period), correction)
    wave = period.wave
    instrument = get_instrument(wave.instrument_version_id)
    check_may_rate(instrument.rates, wave.units)
    batches = form_batches(wave, period)
    numbers = [batch.first_period.number for batch in batches]
    first = min([period.number, *numbers])
    for counted in wave.periods:
        if first <= counted.number <= period.number:
            tally.rebuild(wave, counted)


def compute_figures(
    period: Period, report: Report | None = None
) -> list[ComputedFigure]:
    """Return the figures of a period that was prepared; stores nothing.

    What is returned may be printed: options that would tell somebody's answer are
    taken out.

    Raises
    ------
    WouldTellAnAnswer, DiffersByTooFew
        If an answer could be worked out from this and what was published before.
    """
    wave = period.wave
    material = Material(
        instrument=get_instrument(wave.instrument_version_id),
        item_ids=item_ids(wave.instrument_version_id),
        units=[batch.unit_id for batch in batches_ending_with(period)],
        domain=load_domain(period),
        responses=load_bases(period),
        targets=[TargetLine(id=t.id, value=t.value) for t in wave.index_targets],
    )
    figures = compute(material, report or _tell_nobody)
    check_not_subtractable(period, figures)
    return withhold(figures, material.instrument, printed_options(period))


def keep(
    period: Period,
    account: Account,
    figures: Sequence[ComputedFigure],
    correction: str | None = None,
) -> Publication:
    """Store a draft with its units and figures."""
    versions = versions_of(period)
    rules.check_may_draft(period, versions, correction)
    batches = {batch.unit_id: batch for batch in batches_ending_with(period)}
    pools = [unit for unit in members_by_group(period.wave_id) if unit.id in batches]
    publication = Publication(
        wave_id=period.wave_id,
        period_id=period.id,
        version=len(versions) + 1,
        correction=correction,
        state=PublicationState.DRAFT,
        drafted_by=account.id,
        drafted_at=clock.now(),
        software_version=current_app.config["SOFTWARE_VERSION"],
        rated_units=[
            _rated(unit, batches.get(unit.id), period)
            for unit in [*period.wave.units, *pools]
        ],
    )
    session().add(publication)
    session().flush()
    store(publication, figures)
    return publication


def _rated(unit: Unit, batch: Batch | None, period: Period) -> PublicationUnit:
    if batch is None:
        return PublicationUnit(unit_id=unit.id)
    days = range(batch.first_period.number, period.number + 1)
    periods = [one for one in period.wave.periods if one.number in days]
    return PublicationUnit(
        unit_id=unit.id,
        batch_id=batch.id,
        dossiers=dossiers.total_of(periods, unit.id),
    )


def _tell_nobody(_done: int, _total: int) -> None:
    pass
