from survey.release.models import ClusterLabel
from survey.responses.models import Response
from tests.factories import make_unit, make_wave
from tests.survey.release.tables import count
from tests.survey.responses.factories import DAY, send_many


def test_the_release_is_a_command(wave, cli):
    send_many(wave, 10)
    send_many(wave, 2, unit=wave.units[1])

    result = cli.invoke(args=["release", "run"])

    assert "10 forms released, 2 wait for others." in result.output
    assert count(Response) == 10


def test_one_wave_can_be_released_alone(wave, cli):
    other = make_wave(make_unit(), slug="khac", instrument="quick_counter")
    send_many(wave, 10)
    send_many(other, 10)

    cli.invoke(args=["release", "run", "--wave", "khac"])

    assert count(Response) == 10


def test_a_period_is_closed_by_number(wave, cli, set_clock):
    send_many(wave, 2)
    set_clock(DAY.replace(month=10))

    result = cli.invoke(args=["release", "close", "nhanh", "1"])

    assert "2 forms released" in result.output
    assert count(ClusterLabel) == 0


def test_a_period_that_runs_is_refused_in_words(wave, cli):
    result = cli.invoke(args=["release", "close", "nhanh", "1"])

    assert result.exit_code == 1
    assert "30/09/2026" in result.output


def test_unknown_waves_and_periods_are_named(wave, cli):
    unknown = cli.invoke(args=["release", "run", "--wave", "gone"])
    none_such = cli.invoke(args=["release", "close", "nhanh", "9"])

    assert "no wave is called 'gone'" in unknown.output
    assert "nhanh has no period 9" in none_such.output


def test_a_survey_wave_is_refused_in_words(app, cli):
    make_wave(make_unit(), slug="mau", instrument="quick_counter", kind="survey")

    result = cli.invoke(args=["release", "run", "--wave", "mau"])

    assert result.exit_code == 1
    assert "Error:" in result.output


def test_the_night_is_a_command(wave, cli):
    send_many(wave, 10)

    assert cli.invoke(args=["release", "nightly"]).exit_code == 0
    assert count(Response) == 10
