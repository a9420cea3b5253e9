"""What a record of an opening must say."""

from dataclasses import dataclass
from datetime import date

from survey.slips.errors import (
    DayOutsideWave,
    MoreInvalidThanFound,
    OneWitness,
    SealUnexplained,
    WitnessIsRecorder,
)


@dataclass(frozen=True, kw_only=True)
class Witness:
    """Who stood by: a colleague with an account, or anybody by name and position."""

    account_id: int | None = None
    name: str = ""
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What two people write down about a box."""

    opened_on: date
    witness: Witness
    found: int
    invalid: int
    seal_intact: bool
    note: str = ""


def check_findings(
    findings: Findings, *, recorder_id: int, wave_days: tuple[date, date], today: date
) -> None:
    """Raise the first reason why this cannot be the record of an opening."""
    earliest, latest = wave_days[0], min(wave_days[1], today)
    if not earliest <= findings.opened_on <= latest:
        raise DayOutsideWave(earliest, latest)
    check_witness(findings.witness, recorder_id)
    if not 0 <= findings.invalid <= findings.found:
        raise MoreInvalidThanFound
    if not findings.seal_intact and not findings.note:
        raise SealUnexplained


def check_witness(witness: Witness, recorder_id: int) -> None:
    """Refuse a record that one person could have made alone."""
    if witness.account_id is None:
        if not (witness.name and witness.position):
            raise OneWitness
    elif witness.name or witness.position:
        raise OneWitness
    elif witness.account_id == recorder_id:
        raise WitnessIsRecorder
