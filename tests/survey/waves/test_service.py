from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.agencies.models import UnitKind
from survey.database import session, transaction
from survey.waves import service
from survey.waves.errors import (
    IllustrationsNotInProduction,
    SlugIsTaken,
    SlugNotUsable,
    UnitMayNotBeRated,
    WaveNotOpen,
)
from survey.waves.models import WaveState
from tests.factories import make_instrument, make_unit, make_wave


def test_a_wave_keeps_its_units_periods_and_targets(app):
    first, second = make_unit(name="Xã A"), make_unit(name="Xã B")

    wave = make_wave(first, second)

    assert [unit.name for unit in wave.units] == ["Xã A", "Xã B"]
    assert [period.number for period in wave.periods] == [1, 2, 3, 4]
    assert [target.value for target in wave.index_targets] == [0.85, 0.95]


def test_a_second_wave_of_the_same_name_is_refused(app):
    make_wave(slug="mot-cua-2026")

    with pytest.raises(SlugIsTaken, match="mot-cua-2026"):
        make_wave(slug="mot-cua-2026")


@pytest.mark.parametrize("slug", ["", "Mot-cua", "một-cửa", "a b", "a_b", "a/b", "-a"])
def test_a_slug_must_stand_unchanged_in_an_address(app, slug):
    with pytest.raises(SlugNotUsable):
        make_wave(slug=slug)


def test_sipas_may_rate_a_province_and_nothing_else(app):
    province = make_unit(kind=UnitKind.PROVINCE, name="Tỉnh Thử")
    make_wave(province, instrument="sipas_2026")

    with pytest.raises(UnitMayNotBeRated):
        make_wave(make_unit(), instrument="sipas_2026")


def test_production_refuses_illustrations(app):
    app.config["MODE"] = "production"
    try:
        with pytest.raises(IllustrationsNotInProduction):
            make_wave(illustrative=True)
    finally:
        app.config["MODE"] = "embedded"


def test_a_unit_is_found_only_in_a_wave_that_rates_it(app):
    rated, other = make_unit(), make_unit()
    wave = make_wave(rated)

    assert service.find_rated_unit(wave, rated.code) == rated
    assert service.find_rated_unit(wave, other.code) is None
    assert service.find_rated_unit(wave, "no such code") is None


def test_an_answer_belongs_to_the_period_of_its_day(app):
    wave = make_wave()

    assert service.open_period_for(wave, date(2026, 10, 1)).number == 2
    assert service.open_period_for(wave, date(2026, 9, 30)).number == 1


def test_a_late_answer_counts_in_the_next_open_period(app):
    wave = make_wave()
    with transaction():
        service.close_period(wave.periods[0])

    assert service.open_period_for(wave, date(2026, 9, 30)).number == 2


def test_only_periods_that_have_ended_are_due(app):
    wave = make_wave()

    due = service.periods_due(wave, date(2026, 11, 1))

    assert [period.number for period in due] == [1, 2]


def test_a_wave_takes_answers_only_on_its_days(app):
    wave = make_wave()

    with clock.at(date(2026, 10, 5)):
        service.check_accepts(wave)
    with clock.at(date(2027, 1, 1)), pytest.raises(WaveNotOpen):
        service.check_accepts(wave)


def test_what_an_open_wave_asks_cannot_be_exchanged(app):
    wave = make_wave()
    other = make_instrument("quick_counter")

    with pytest.raises(IntegrityError, match="fixed"), transaction():
        wave.instrument_version_id = other.id


def test_an_illustrative_wave_cannot_pass_as_a_real_one(app):
    wave = make_wave(illustrative=True, state=WaveState.DRAFT)

    with pytest.raises(IntegrityError, match="fixed"), transaction():
        wave.illustrative = False


def test_a_wave_closes_after_it_opens(app):
    with pytest.raises(IntegrityError, match="closes_after_it_opens"):
        make_wave(opens_on=date(2026, 9, 2), closes_on=date(2026, 9, 1), periods=())


def test_waves_are_listed_newest_first(app):
    old = make_wave(opens_on=date(2026, 8, 1))
    new = make_wave(opens_on=date(2026, 10, 1))

    assert service.list_waves() == [new, old]
    assert session().is_active
