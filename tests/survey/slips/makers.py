"""Printed slips, opened boxes, and slips that were entered."""

from datetime import date
from typing import Any

from survey import clock
from survey.accounts.models import Account, Role
from survey.database import transaction
from survey.slips import boxes, entering, printing
from survey.slips.models import BoxOpening, SlipBatch
from survey.slips.rules import Findings, Witness
from survey.waves.models import Wave
from tests.factories import make_account

TODAY = date(2026, 9, 7)


def print_slips(wave: Wave, count: int = 10) -> SlipBatch:
    with clock.at(TODAY), transaction():
        return printing.number_slips(wave, wave.units[0], count)


def make_findings(**values: Any) -> Findings:
    defaults = {
        "opened_on": TODAY,
        "witness": Witness(name="Lò Thị Thử", position="Phó trưởng bản"),
        "found": 5,
        "invalid": 0,
        "seal_intact": True,
    }
    return Findings(**defaults | values)


def open_box(wave: Wave, by: Account | None = None, **values: Any) -> BoxOpening:
    recorder = by or make_account(Role.DESIGNER)
    findings = make_findings(**values)
    with clock.at(TODAY), transaction():
        return boxes.record_opening(wave, wave.units[0], findings, by=recorder)


def enter(opening: BoxOpening, number: int, code: int = 5, **values: Any) -> None:
    with clock.at(TODAY), transaction():
        entering.enter(opening, number, {"overall": code}, **values)
