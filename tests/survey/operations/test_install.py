from datetime import date

from survey import clock
from survey.accounts import service as accounts
from survey.agencies.service import list_units
from survey.instruments.service import list_versions
from survey.operations import install
from survey.operations.links import list_links
from survey.waves.models import WaveState
from survey.waves.service import find_wave, list_waves
from tests.factories import make_instrument, make_wave


def test_a_fresh_installation_can_be_rated_at_once(app):
    install.fill()

    waves = list_waves()
    assert {version.instrument for version in list_versions()} == {
        "five_factor_service",
        "quick_counter",
        "sipas_2026",
    }
    assert all(wave.state is WaveState.OPEN for wave in waves)
    # 38 communes and 14 departments, 124 and 13; the districts have ended
    assert {len(wave.units) for wave in waves} == {52, 137}


def test_another_province_installs_without_these_waves(cli):
    result = cli.invoke(args=["operations", "install", "--no-waves"])

    assert result.exit_code == 0, result.output
    assert len(list_versions()) == 3
    assert list_waves() == []


def test_a_province_is_held_against_its_own_line_only(app):
    install.fill()

    solid = {
        wave.slug.rsplit("-", 1)[0]: [
            target.value for target in wave.index_targets if not target.only_reference
        ]
        for wave in list_waves()
    }
    assert solid == {
        "mot-cua-lai-chau": [],
        "danh-gia-nhanh-lai-chau": [],
        "mot-cua-tuyen-quang": [0.85],
        "danh-gia-nhanh-tuyen-quang": [0.85],
    }


def test_installing_again_changes_nothing(app):
    install.fill()
    before = (len(list_units()), len(list_waves()), len(list_versions()))

    install.fill()

    assert (len(list_units()), len(list_waves()), len(list_versions())) == before


def test_installed_at_the_years_end_the_next_year_is_ready_too(app):
    with clock.at(date(2026, 12, 20)):
        install.fill()

    assert {wave.closes_on.year for wave in list_waves()} == {2026, 2027}


def test_a_wave_that_ends_soon_gets_its_successor(app):
    with clock.at(date(2026, 6, 10)):
        install.fill()
    with clock.at(date(2026, 12, 10)):
        install.fill()
        install.fill()
        phone = dict(list_links())["phone"]

    assert sorted(
        (wave.slug, wave.opens_on)
        for wave in list_waves()
        if wave.slug.startswith("mot-cua-lai")
    ) == [
        ("mot-cua-lai-chau-2026", date(2026, 6, 1)),
        ("mot-cua-lai-chau-2027", date(2027, 1, 1)),
    ]
    assert all(wave.state is WaveState.OPEN for wave in list_waves())
    assert "-2026/" in phone  # its successor takes no answers yet


def test_a_wave_with_more_than_a_month_to_go_gets_none(app):
    with clock.at(date(2026, 6, 10)):
        install.fill()
    with clock.at(date(2026, 11, 29)):
        install.fill()

    assert len(list_waves()) == 4


def test_a_wave_that_ended_long_ago_is_followed_from_this_month_on(app):
    with clock.at(date(2026, 6, 10)):
        install.fill()
    with clock.at(date(2027, 3, 9)):
        install.fill()

    newest = list_waves()[0]
    assert (newest.opens_on, newest.closes_on) == (date(2027, 3, 1), date(2027, 12, 31))


def test_a_wave_that_ended_early_does_not_take_its_successors_name(app):
    version = make_instrument("five_factor_service")
    make_wave(
        slug="mot-cua-lai-chau-2026",
        instrument_version=version,
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 6, 14),
    )
    with clock.at(date(2026, 6, 20)):
        install.fill()

    successor = find_wave("mot-cua-lai-chau-2026-06")
    assert successor.opens_on == date(2026, 6, 15)
    assert successor.closes_on == date(2026, 12, 31)


def test_the_first_administrator_is_made_once_and_gets_a_link(app):
    secret = install.make_first_administrator()

    assert accounts.find_link(secret).username == "quantri"
    assert install.make_first_administrator() is None


def test_three_links_are_told_and_the_phone_link_leads_to_a_form(app, client):
    install.fill()

    links = dict(list_links())

    assert list(links) == ["phone", "results", "staff"]
    path = links["phone"].removeprefix(app.config["PUBLIC_URL"])
    assert client.get(path).status_code == 200
