"""What becomes of printed codes."""

import pytest

from survey import clock
from survey.database import transaction
from survey.invitations import batches
from survey.invitations.errors import CodeExpired, SerialsRefused
from tests.factories import make_wave
from tests.survey.invitations.makers import TODAY, make_batch, rate_with


@pytest.fixture
def wave(app):
    return make_wave(instrument="quick_counter")


def count_back(batch, *serials):
    with clock.at(TODAY), transaction():
        return batches.count_back(batch, serials)


def void_rest(batch, *, handed_out):
    with clock.at(TODAY), transaction():
        return batches.void_rest(batch, handed_out=handed_out)


def numbers(batch):
    told = batches.count(batch)
    return told.given_out, told.used, told.void, told.remaining


def test_a_new_batch_is_all_given_out_and_unused(wave):
    batch, _ = make_batch(wave)

    assert numbers(batch) == (24, 0, 0, 24)


def test_used_codes_are_counted_per_batch(wave):
    batch, codes = make_batch(wave)
    other, _ = make_batch(wave)
    rate_with(wave, codes[3])

    assert numbers(batch) == (24, 1, 0, 23)
    assert numbers(other) == (24, 0, 0, 24)
    assert [told.used for told in batches.list_batches()] == [0, 1]


def test_labels_that_come_back_are_void_and_not_given_out(wave):
    batch, codes = make_batch(wave)

    assert count_back(batch, 1, 2, 3) == 3

    assert numbers(batch) == (21, 0, 3, 21)
    assert batch.counted_back_on == TODAY
    with pytest.raises(CodeExpired):
        rate_with(wave, codes[2])


def test_a_used_a_void_and_an_unknown_label_are_each_named(wave):
    batch, codes = make_batch(wave)
    rate_with(wave, codes[7])
    count_back(batch, 9)

    with pytest.raises(SerialsRefused) as refusal:
        count_back(batch, 7, 8, 9, 25)

    assert refusal.value.used == [7]
    assert refusal.value.void == [9]
    assert refusal.value.unknown == [25]
    assert numbers(batch) == (23, 1, 1, 22)


def test_a_batch_that_was_never_printed_is_taken_back_whole(wave):
    batch, _ = make_batch(wave)

    assert void_rest(batch, handed_out=False) == 24

    assert numbers(batch) == (0, 0, 24, 0)


def test_lost_labels_stay_given_out(wave):
    batch, codes = make_batch(wave)
    rate_with(wave, codes[1])
    count_back(batch, 2)

    assert void_rest(batch, handed_out=True) == 22

    assert numbers(batch) == (23, 1, 23, 0)


def test_what_was_rated_stays_counted_when_the_rest_is_void(wave):
    batch, codes = make_batch(wave)
    rate_with(wave, codes[1])

    void_rest(batch, handed_out=False)

    assert numbers(batch) == (1, 1, 23, 0)
    with pytest.raises(CodeExpired):
        rate_with(wave, codes[2])


def test_messages_are_no_sheets(wave):
    from survey.invitations.codes import draw_codes
    from survey.invitations.models import BatchKind

    with clock.at(TODAY), transaction():
        sent, _ = draw_codes(wave, wave.units[0], 1, BatchKind.MESSAGE, TODAY)

    assert batches.list_batches() == []
    assert batches.find_batch(sent.id) is None
