"""Sheets of tear-off codes."""

from datetime import date

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.agencies.tenancy import EVERYTHING
from survey.database import session
from survey.invitations import sheets
from survey.invitations.codes import find
from survey.invitations.errors import ExpiryOutside, PrintedMeanwhile
from survey.invitations.models import AccessCode, CodeBatch
from survey.invitations.offices import list_offices
from tests.factories import make_wave
from tests.survey.invitations.makers import TODAY, draw, make_batch, make_order
from tests.survey.responses.senders import at_once


@pytest.fixture
def wave(app):
    return make_wave(instrument="quick_counter", slug="nhanh")


def test_a_sheet_has_24_codes_that_are_known_by_their_tags(wave):
    batch, pages = draw(make_order(wave, sheets=2))

    assert [len(page) for page in pages] == [24, 24]
    codes = ["".join(label.groups) for page in pages for label in page]
    assert len(set(codes)) == 48
    assert {find(code).batch_id for code in codes} == {batch.id}


def test_a_label_names_the_batch_and_the_place_in_it(wave):
    batch, [labels] = draw(make_order(wave))

    assert labels[2].serial == f"{batch.id}/003"
    assert find("".join(labels[2].groups)).serial == 3
    assert [len(group) for group in labels[2].groups] == [5, 5, 5, 5, 5, 1]


def test_codes_do_not_outlive_their_wave(wave):
    with clock.at(date(2026, 12, 20)):
        assert sheets.usual_expiry(wave) == date(2026, 12, 31)
    with clock.at(TODAY):
        assert sheets.usual_expiry(wave) == date(2026, 10, 7)


@pytest.mark.parametrize("day", [date(2026, 9, 6), date(2027, 1, 1)])
def test_codes_that_nobody_could_use_are_not_made(wave, day):
    with pytest.raises(ExpiryOutside):
        draw(make_order(wave, expires_on=day))

    assert session().scalar(select(func.count()).select_from(CodeBatch)) == 0


def test_a_print_page_that_is_loaded_again_makes_no_other_codes(wave):
    draw(make_order(wave))

    with pytest.raises(PrintedMeanwhile):
        draw(make_order(wave), newest=0)

    assert session().scalar(select(func.count()).select_from(AccessCode)) == 24


def test_the_next_batch_is_made_after_the_one_before(wave):
    first, _ = make_batch(wave)

    second, _ = draw(make_order(wave), newest=first.id)

    assert second.id > first.id


def test_a_button_that_is_pressed_twice_makes_one_batch(app, wave):
    def press(_number: int) -> str:
        from survey.waves.service import find_wave

        try:
            draw(make_order(find_wave("nhanh")))
        except PrintedMeanwhile:
            return "refused"
        return "made"

    assert sorted(at_once(app, press, 4)) == ["made", "refused", "refused", "refused"]


def test_offices_of_waves_that_are_over_get_no_codes(wave):
    with clock.at(TODAY):
        [offered] = list_offices(EVERYTHING)
        assert offered.value == f"nhanh/{wave.units[0].code}"
    with clock.at(date(2027, 1, 1)):
        assert list_offices(EVERYTHING) == []
