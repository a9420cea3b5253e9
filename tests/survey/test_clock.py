from datetime import UTC, date, datetime

from survey import clock


def test_the_clock_says_the_present():
    before = datetime.now(UTC)

    assert before <= clock.now() <= datetime.now(UTC)


def test_the_day_changes_at_midnight_in_viet_nam():
    with clock.at(date(2026, 11, 5), hour=0):
        assert clock.now() == datetime(2026, 11, 4, 17, tzinfo=UTC)
        assert clock.today() == date(2026, 11, 5)


def test_a_set_clock_runs_on_after_the_block():
    with clock.at(date(2020, 1, 1)):
        assert clock.today().year == 2020

    assert clock.today().year > 2020
