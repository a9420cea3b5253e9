"""Sheets of tear-off codes: 24 labels of 70 × 37 mm on a page of A4.

The codes are in the answer that prints them and nowhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from survey import clock, qr
from survey.agencies.models import Unit
from survey.invitations import batches
from survey.invitations.codes import draw_codes, grouped_code
from survey.invitations.errors import ExpiryOutside, PrintedMeanwhile
from survey.invitations.models import BatchKind, CodeBatch
from survey.qr import QrCode
from survey.waves import service as waves
from survey.waves.models import Wave

LABELS = 24
MOST_SHEETS = 50
USUAL_LIFE = timedelta(days=30)
MASK = 2  # any is as good to a phone; a batch of 1,200 is drawn in seconds


@dataclass(frozen=True)
class Order:
    """Sheets that somebody wants for an office."""

    wave: Wave
    unit: Unit
    sheets: int
    expires_on: date

    @property
    def size(self) -> int:
        """Return how many codes that is."""
        return self.sheets * LABELS


@dataclass(frozen=True)
class Label:
    """One code on paper."""

    serial: str
    groups: list[str]
    symbol: QrCode


def usual_expiry(wave: Wave) -> date:
    """Return the last day of codes that are printed today."""
    return min(clock.today() + USUAL_LIFE, wave.closes_on)


def check_order(order: Order) -> None:
    """Refuse codes that nobody could use."""
    if not clock.today() <= order.expires_on <= order.wave.closes_on:
        raise ExpiryOutside(clock.today(), order.wave.closes_on)


def draw(
    order: Order, *, newest: int, address_of: Callable[[str], str]
) -> tuple[CodeBatch, Iterator[list[Label]]]:
    """Make the batch and return its sheets, drawn as they are asked for.

    Parameters
    ----------
    order : Order
        What was confirmed.
    newest : int
        The newest batch of the office when it was confirmed: a page that is
        loaded once more must not make another thousand codes.
    address_of : callable
        Returns the address that a code's symbol leads to.
    """
    check_order(order)
    waves.hold_office(order.wave, order.unit)
    if batches.find_newest(order.wave, order.unit) != newest:
        raise PrintedMeanwhile
    batch, numbered = draw_codes(
        order.wave, order.unit, order.size, BatchKind.SHEET, order.expires_on
    )
    number = batch.id

    def label(serial: int, code: str) -> Label:
        symbol = qr.draw(address_of(code), mask=MASK)
        groups = grouped_code(code).split("-")
        return Label(serial_name(number, serial), groups, symbol)

    return batch, (
        [label(*one) for one in numbered[start : start + LABELS]]
        for start in range(0, order.size, LABELS)
    )


def serial_name(batch: int, serial: int) -> str:
    """Return what stands on a label: the batch, a stroke, three digits or more.

    A stroke and no hyphen: `12-101` is what people write for the labels 12 to 101.
    """
    return f"{batch}/{serial:03}"
