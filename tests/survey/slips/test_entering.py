"""Slips are entered once, and only out of a box that two people opened."""

from datetime import date

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.database import session, transaction
from survey.responses.models import Channel, InboxRow, Proof
from survey.slips import entering, progress
from survey.slips.boxes import find_opening
from survey.slips.errors import AllHandled, HandledBefore, NeverPrinted
from survey.slips.models import SlipUse, Spoilt
from survey.waves.errors import WaveNotOpen
from survey.waves.service import close_period
from tests.survey.responses.senders import SENDERS, at_once
from tests.survey.slips.makers import TODAY, enter, open_box, print_slips


@pytest.fixture
def opening(wave):
    print_slips(wave)
    return open_box(wave, found=3)


def set_aside(opening, number):
    with transaction():
        entering.set_aside(opening, number, Spoilt.EMPTY)


def counted():
    session().rollback()
    return session().scalar(select(func.count()).select_from(InboxRow))


def test_a_slip_counts_on_the_day_its_box_was_opened(wave, opening):
    with clock.at(date(2026, 9, 20)), transaction():
        entering.enter(opening, 4, {"overall": 2, "reasons": (1, 3)})

    [row] = session().scalars(select(InboxRow))
    assert (row.day, row.channel, row.proof) == (TODAY, Channel.PAPER, Proof.SLIP)
    assert (row.language, row.counter, row.partial) == ("vi", None, False)


def test_nothing_leads_from_the_number_to_the_answer(wave, opening):
    enter(opening, 4)

    [use] = session().scalars(select(SlipUse))
    held = {column.name for column in SlipUse.__table__.columns}
    assert held == {"wave_id", "unit_id", "number", "spoilt"}
    assert use.number == 4


def test_a_slip_is_entered_once(opening):
    enter(opening, 4)

    with pytest.raises(HandledBefore):
        enter(opening, 4, code=1)

    assert counted() == 1


def test_a_number_that_was_never_printed_is_refused(opening):
    with pytest.raises(NeverPrinted):
        enter(opening, 11)


def test_no_more_slips_are_entered_than_were_found(opening):
    for number in (1, 2):
        enter(opening, number)
    set_aside(opening, 3)

    with pytest.raises(AllHandled):
        enter(opening, 4)

    assert counted() == 2


def test_a_slip_that_was_set_aside_is_not_entered(opening):
    set_aside(opening, 4)

    with pytest.raises(HandledBefore):
        enter(opening, 4)

    assert counted() == 0


def test_a_slip_that_no_period_takes_stays_unused(wave, opening):
    with transaction():
        for period in wave.periods:
            close_period(period)

    with pytest.raises(WaveNotOpen):
        enter(opening, 4)

    session().rollback()
    assert session().scalar(select(func.count()).select_from(SlipUse)) == 0


def test_a_closed_period_hands_its_late_slips_to_the_next(wave, opening):
    with transaction():
        close_period(wave.periods[0])

    enter(opening, 4)

    assert counted() == 1


def test_the_counts_of_an_office(wave, opening):
    enter(opening, 1)
    set_aside(opening, 2)
    open_box(wave, found=4, invalid=2)

    counts = progress.count(wave, wave.units[0])

    assert (counts.printed, counts.found, counts.recorded_invalid) == (10, 7, 2)
    assert (counts.entered, counts.spoilt, counts.left) == (1, 1, 5)
    assert progress.list_counts() == [(wave, wave.units[0], counts)]


def test_sixteen_clerks_enter_one_slip_once(app, opening):
    def act(number):
        try:
            enter(find_opening(opening_id), 4, code=1 + number % 5)
        except HandledBefore:
            return "refused"
        return "entered"

    opening_id = opening.id
    told = at_once(app, act)

    assert told.count("entered") == 1
    assert told.count("refused") == SENDERS - 1
    assert counted() == 1


def test_clerks_at_once_enter_no_more_than_was_found(app, opening):
    opening_id = opening.id

    def act(number):
        try:
            enter(find_opening(opening_id), number + 1)
        except AllHandled:
            return "refused"
        return "entered"

    assert at_once(app, act, 6).count("entered") == 3
    assert counted() == 3
