"""Batches of printed codes, and the forms that use them up."""

from datetime import date
from uuid import uuid4

from survey import clock
from survey.database import transaction
from survey.invitations import sheets
from survey.invitations.codes import draw_codes
from survey.invitations.models import BatchKind, CodeBatch
from survey.invitations.sheets import Order
from survey.responses.models import Channel
from survey.responses.service import Submission, submit
from survey.waves.models import Wave

TODAY = date(2026, 9, 7)
UNTIL = date(2026, 10, 7)


def make_batch(wave: Wave, size: int = 24) -> tuple[CodeBatch, dict[int, str]]:
    """Make printed codes; return them by the number on their label."""
    with clock.at(TODAY), transaction():
        unit = wave.units[0]
        batch, numbered = draw_codes(wave, unit, size, BatchKind.SHEET, UNTIL)
    return batch, dict(numbered)


def make_order(wave: Wave, **values: object) -> Order:
    defaults = {
        "wave": wave,
        "unit": wave.units[0],
        "sheets": 1,
        "expires_on": UNTIL,
    }
    return Order(**defaults | values)


def draw(order: Order, newest: int = 0) -> tuple[CodeBatch, list[list[sheets.Label]]]:
    """Make a batch and draw all of its sheets."""
    with clock.at(TODAY), transaction():
        batch, pages = sheets.draw(
            order, newest=newest, address_of="https://danhgia.vn/c/{}".format
        )
        return batch, list(pages)


def rate_with(wave: Wave, code: str) -> str:
    """Send a quick form with a code."""
    with clock.at(TODAY), transaction():
        return submit(
            Submission(
                wave=wave,
                unit=wave.units[0],
                uuid=uuid4(),
                answers={"overall": 5},
                language="vi",
                channel=Channel.PHONE,
                day=TODAY,
                code=code,
            )
        )
