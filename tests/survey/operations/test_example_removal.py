"""An illustration goes with all that was printed for it."""

from sqlalchemy import func, select

from survey.database import session, transaction
from survey.invitations.models import AccessCode
from survey.operations.example_removal import remove_illustrations
from survey.slips.models import BoxOpening, SlipBatch, SlipUse
from tests.factories import make_unit, make_wave
from tests.survey.invitations.makers import make_batch
from tests.survey.slips.makers import enter, open_box, print_slips


def make_printed_wave(*, illustrative):
    unit = make_unit(illustrative=illustrative)
    wave = make_wave(unit, instrument="quick_counter", illustrative=illustrative)
    make_batch(wave)
    print_slips(wave)
    enter(open_box(wave), 1)


def test_codes_and_slips_of_an_illustration_go_and_real_ones_stay(app):
    make_printed_wave(illustrative=True)
    make_printed_wave(illustrative=False)

    with transaction():
        assert remove_illustrations() == 1

    left = {
        table: session().scalar(select(func.count()).select_from(table))
        for table in (AccessCode, SlipBatch, BoxOpening, SlipUse)
    }
    assert left == {AccessCode: 24, SlipBatch: 1, BoxOpening: 1, SlipUse: 1}
