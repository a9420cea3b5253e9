"""Entering slips: each number once, and only out of a box that two people opened."""

from collections.abc import Mapping
from uuid import uuid4

from questionnaires import Answer
from survey.database import add_unless_there, session
from survey.i18n import VIETNAMESE
from survey.responses.models import Channel, Proof
from survey.responses.service import Submission, submit
from survey.slips import progress
from survey.slips.errors import AllHandled, HandledBefore, NeverPrinted
from survey.slips.models import BoxOpening, SlipUse, Spoilt
from survey.slips.printing import was_printed
from survey.waves import service as waves


def check_number(opening: BoxOpening, number: int) -> None:
    """Refuse a slip that was never printed, was handled, or is one too many."""
    wave, unit = opening.wave, opening.unit
    if not was_printed(wave, unit, number):
        raise NeverPrinted(number)
    if session().get(SlipUse, (wave.id, unit.id, number)) is not None:
        raise HandledBefore(number)
    if progress.count(wave, unit).left <= 0:
        raise AllHandled


def enter(
    opening: BoxOpening,
    number: int,
    answers: Mapping[str, Answer],
    *,
    partial: bool = False,
) -> None:
    """Count the answers of a slip on the day its box was opened.

    Parameters
    ----------
    opening : BoxOpening
        The record of the box that it lay in.
    number : int
        What is printed on the slip.
    answers : mapping
        Its answers, checked.
    partial : bool
        Whether the slip leaves out what the form needs; the wave must keep such.

    Raises
    ------
    SlipError
        If the slip cannot be one, or was handled before.
    WaveNotOpen
        If no period takes answers of that day any more.
    """
    _use(opening, number, None)
    submit(
        Submission(
            wave=opening.wave,
            unit=opening.unit,
            uuid=uuid4(),  # the slip's number says once; nothing leads back to it
            answers=answers,
            language=VIETNAMESE,
            channel=Channel.PAPER,
            proof=Proof.SLIP,
            partial=partial,
            day=opening.opened_on,
        )
    )


def set_aside(opening: BoxOpening, number: int, fault: Spoilt) -> None:
    """Note that a slip cannot be counted, and why."""
    _use(opening, number, fault)


def _use(opening: BoxOpening, number: int, fault: Spoilt | None) -> None:
    waves.hold_office(opening.wave, opening.unit)
    check_number(opening, number)
    row = SlipUse(
        wave_id=opening.wave_id, unit_id=opening.unit_id, number=number, spoilt=fault
    )
    if not add_unless_there(row):
        raise HandledBefore(number)
