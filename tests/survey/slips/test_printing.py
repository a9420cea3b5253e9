"""Numbers of slips."""

from survey.slips import printing
from survey.waves.service import find_wave
from tests.factories import make_unit, make_wave
from tests.survey.responses.senders import at_once
from tests.survey.slips.makers import print_slips


def test_numbers_go_on_where_the_batch_before_ended(wave):
    assert [(b.first, b.last) for b in (print_slips(wave), print_slips(wave, 3))] == [
        (1, 10),
        (11, 13),
    ]


def test_each_office_counts_for_itself(app):
    wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
    print_slips(wave)

    first, second = wave.units
    assert printing.was_printed(wave, first, 10)
    assert not printing.was_printed(wave, first, 11)
    assert not printing.was_printed(wave, second, 1)


def test_two_who_print_at_once_share_no_number(app, wave):
    def act(_number):
        batch = print_slips(find_wave("nhanh"))
        return f"{batch.first}-{batch.last}"

    assert sorted(at_once(app, act, 3)) == ["1-10", "11-20", "21-30"]
