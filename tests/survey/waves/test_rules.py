from datetime import date

import pytest

from survey import clock
from survey.agencies.models import Unit, UnitKind
from survey.waves import rules
from survey.waves.errors import (
    EarlierPeriodIsOpen,
    PeriodIsClosed,
    PeriodsDoNotFit,
    UnitMayNotBeRated,
    WaveHasNoPeriods,
    WaveHasNoUnits,
    WaveIsOver,
    WaveNotDraft,
    WaveNotOpen,
)
from survey.waves.models import Period, Wave, WaveState
from survey.waves.rules import Stretch, monthly

OPENS_ON = date(2026, 9, 10)
CLOSES_ON = date(2026, 11, 20)


def wave(state: WaveState = WaveState.DRAFT) -> Wave:
    return Wave(slug="thu", state=state, opens_on=OPENS_ON, closes_on=CLOSES_ON)


def test_calendar_months_cut_a_wave_into_periods():
    stretches = monthly(OPENS_ON, CLOSES_ON)

    assert [(s.starts_on, s.ends_on) for s in stretches] == [
        (date(2026, 9, 10), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 20)),
    ]


def test_periods_may_run_from_the_15th_to_the_14th():
    stretches = monthly(date(2026, 12, 1), date(2027, 1, 31), first_day=15)

    assert [(s.starts_on, s.ends_on) for s in stretches] == [
        (date(2026, 12, 1), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2027, 1, 14)),
        (date(2027, 1, 15), date(2027, 1, 31)),
    ]


@pytest.mark.parametrize("first_day", [1, 15, 28])
def test_monthly_periods_leave_no_day_out(first_day):
    opens_on, closes_on = date(2026, 1, 31), date(2028, 3, 1)
    draft = Wave(opens_on=opens_on, closes_on=closes_on)

    rules.check_periods(draft, monthly(opens_on, closes_on, first_day=first_day))


@pytest.mark.parametrize(
    "stretches",
    [
        [Stretch(starts_on=OPENS_ON, ends_on=date(2026, 11, 19))],
        [Stretch(starts_on=date(2026, 9, 11), ends_on=CLOSES_ON)],
        [
            Stretch(starts_on=OPENS_ON, ends_on=date(2026, 10, 5)),
            Stretch(starts_on=date(2026, 10, 5), ends_on=CLOSES_ON),
        ],
    ],
    ids=["ends early", "starts late", "overlaps"],
)
def test_periods_that_do_not_fit_are_refused(stretches):
    with pytest.raises(PeriodsDoNotFit):
        rules.check_periods(wave(), stretches)


def test_a_questionnaire_for_provinces_may_not_rate_a_commune():
    commune = Unit(name="Xã Thử", kind=UnitKind.COMMUNE)

    with pytest.raises(UnitMayNotBeRated):
        rules.check_may_rate(["province"], [commune])


def test_units_of_a_survey_made_elsewhere_belong_to_no_level():
    rules.check_may_rate(["province"], [Unit(name="Distrito 1", kind=UnitKind.OTHER)])


def test_a_wave_opens_on_its_last_day():
    rules.check_may_open(wave(), today=CLOSES_ON, unit_count=1, period_count=1)


@pytest.mark.parametrize("state", [WaveState.OPEN, WaveState.CLOSED])
def test_a_wave_opens_only_once(state):
    with pytest.raises(WaveNotDraft):
        rules.check_may_open(wave(state), today=OPENS_ON, unit_count=1, period_count=1)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"today": date(2026, 11, 21)}, WaveIsOver),
        ({"unit_count": 0}, WaveHasNoUnits),
        ({"period_count": 0}, WaveHasNoPeriods),
    ],
)
def test_a_wave_that_is_not_ready_stays_a_draft(values, refusal):
    ready = {"today": OPENS_ON, "unit_count": 1, "period_count": 1}

    with pytest.raises(refusal):
        rules.check_may_open(wave(), **ready | values)


@pytest.mark.parametrize("day", [OPENS_ON, CLOSES_ON])
def test_an_open_wave_takes_answers_from_its_first_to_its_last_day(day):
    rules.check_accepts(wave(WaveState.OPEN), day)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (WaveState.DRAFT, OPENS_ON),
        (WaveState.OPEN, date(2026, 9, 9)),
        (WaveState.OPEN, date(2026, 11, 21)),
        (WaveState.CLOSED, OPENS_ON),
    ],
)
def test_a_wave_takes_no_answers_outside_its_days(state, day):
    with pytest.raises(WaveNotOpen):
        rules.check_accepts(wave(state), day)


def test_a_period_closes_once():
    with pytest.raises(PeriodIsClosed):
        rules.check_may_close(Period(closed_at=clock.now()), [])


def test_periods_close_in_their_order():
    with pytest.raises(EarlierPeriodIsOpen):
        rules.check_may_close(Period(), [Period()])
