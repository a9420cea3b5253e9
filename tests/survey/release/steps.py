"""Steps that the tests of the release share."""

from datetime import date

from survey.database import transaction
from survey.release import service
from tests.survey.responses.factories import DAY

OCTOBER = date(2026, 10, 1)


def release(wave, today=DAY):
    with transaction():
        return service.release(wave, today)


def close(wave, number=1, today=OCTOBER):
    with transaction():
        return service.close_period(wave, wave.periods[number - 1], today)
