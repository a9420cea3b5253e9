"""Labels of counter-days, and the close that forgets them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from survey.release.errors import PeriodIsNotOver
from survey.waves.errors import EarlierPeriodIsOpen, PeriodIsClosed
from tests.survey.release.steps import OCTOBER, close, release
from tests.survey.release.tables import (
    inbox,
    labels,
    responses,
)
from tests.survey.responses.factories import (
    DAY,
    send_many,
)


def test_one_counter_and_day_share_a_label_over_several_nights(wave):
    send_many(wave, 10, counter=1)
    release(wave)
    send_many(wave, 10, counter=1)
    send_many(wave, 10, counter=2)
    send_many(wave, 10, counter=2, unit=wave.units[1])
    release(wave)
    send_many(wave, 10, counter=1, day=DAY - timedelta(days=1))
    release(wave)

    clusters = Counter(row.cluster for row in responses())

    assert sorted(clusters.values()) == [10, 10, 10, 20]
    assert set(clusters) == {label.label for label in labels()}


def test_forms_without_a_counter_make_a_cluster_by_day(wave):
    send_many(wave, 10)

    release(wave)

    assert len({row.cluster for row in responses()}) == 1


def test_closing_releases_the_rest_and_forgets_the_labels(wave):
    send_many(wave, 3, counter=1)
    release(wave)

    counts = close(wave)

    assert (counts.released, inbox(), labels()) == (3, [], [])
    assert wave.periods[0].closed_at is not None


def test_closing_leaves_later_forms_where_they_are(wave, set_clock):
    send_many(wave, 2)
    set_clock(OCTOBER)
    send_many(wave, 2, day=OCTOBER, counter=9)

    close(wave)

    assert {row.period_id for row in responses()} == {wave.periods[0].id}
    assert [row.day for row in inbox()] == [OCTOBER, OCTOBER]


def test_a_late_form_of_a_closed_period_counts_in_the_next(wave, set_clock):
    close(wave)
    set_clock(OCTOBER)
    send_many(wave, 10, day=DAY)

    release(wave, OCTOBER)

    assert {row.period_id for row in responses()} == {wave.periods[1].id}


def test_a_period_that_runs_is_not_closed(wave):
    with pytest.raises(PeriodIsNotOver):
        close(wave, today=wave.periods[0].ends_on)


def test_a_period_is_closed_once_and_in_turn(wave):
    with pytest.raises(EarlierPeriodIsOpen):
        close(wave, 2, date(2026, 11, 1))
    close(wave)
    with pytest.raises(PeriodIsClosed):
        close(wave)
