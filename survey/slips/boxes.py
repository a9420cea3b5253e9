"""Sealed boxes: who opened them, and how many slips they held."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from survey import clock
from survey.accounts.models import Account
from survey.agencies.models import Unit
from survey.database import session
from survey.slips import progress, rules
from survey.slips.errors import CorrectedBefore, FewerThanEntered
from survey.slips.models import BoxOpening
from survey.slips.rules import Findings
from survey.waves import service as waves
from survey.waves.models import Wave


def record_opening(
    wave: Wave, unit: Unit, findings: Findings, *, by: Account
) -> BoxOpening:
    """Write down that a box was opened; nobody changes that any more."""
    _check(wave, findings, by)
    return _add(_record(wave, unit, findings, by))


def correct(earlier: BoxOpening, findings: Findings, *, by: Account) -> BoxOpening:
    """Put a new record in the place of one that was wrong; both stay.

    Raises
    ------
    CorrectedBefore
        If somebody corrected it before.
    FewerThanEntered
        If more slips were handled than all boxes would then have held.
    """
    wave, unit = earlier.wave, earlier.unit
    _check(wave, findings, by)
    waves.hold_office(wave, unit)
    counts = progress.count(wave, unit)
    if counts.found - earlier.found + findings.found < counts.handled:
        raise FewerThanEntered(counts.handled)
    opening = _record(wave, unit, findings, by)
    opening.corrects_id = earlier.id
    try:
        with session().begin_nested():
            return _add(opening)
    except IntegrityError as reason:
        raise CorrectedBefore from reason


def _check(wave: Wave, findings: Findings, by: Account) -> None:
    rules.check_findings(
        findings,
        recorder_id=by.id,
        wave_days=(wave.opens_on, wave.closes_on),
        today=clock.today(),
    )


def _record(wave: Wave, unit: Unit, findings: Findings, by: Account) -> BoxOpening:
    witness = findings.witness
    return BoxOpening(
        wave_id=wave.id,
        unit_id=unit.id,
        opened_on=findings.opened_on,
        recorder_id=by.id,
        witness_id=witness.account_id,
        witness_name=witness.name or None,
        witness_position=witness.position or None,
        found=findings.found,
        invalid=findings.invalid,
        seal_intact=findings.seal_intact,
        note=findings.note,
        recorded_on=clock.today(),
    )


def _add(opening: BoxOpening) -> BoxOpening:
    session().add(opening)
    session().flush()
    return opening


def find_opening(opening_id: int) -> BoxOpening | None:
    """Return the record with this number, corrected or not, or nothing."""
    return session().get(BoxOpening, opening_id)


def list_openings(wave: Wave, unit: Unit) -> list[BoxOpening]:
    """Return the records of an office that hold, the newest box first."""
    later = aliased(BoxOpening)
    return list(
        session().scalars(
            select(BoxOpening)
            .outerjoin(later, later.corrects_id == BoxOpening.id)
            .where(
                BoxOpening.wave_id == wave.id,
                BoxOpening.unit_id == unit.id,
                later.id.is_(None),
            )
            .order_by(BoxOpening.opened_on.desc(), BoxOpening.id.desc())
        )
    )


def earlier_records(opening: BoxOpening) -> list[BoxOpening]:
    """Return what a record has corrected, the newest first."""
    records = []
    while opening.corrects_id is not None:
        opening = session().get_one(BoxOpening, opening.corrects_id)
        records.append(opening)
    return records
