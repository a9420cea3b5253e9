from datetime import date

from survey import clock
from survey.accounts import service as accounts
from survey.agencies.service import list_units
from survey.instruments.service import list_versions
from survey.operations import install
from survey.operations.links import list_links
from survey.waves.models import WaveState
from survey.waves.service import list_waves


def test_a_fresh_installation_can_be_rated_at_once(app):
    install.fill()

    waves = list_waves()
    assert {version.instrument for version in list_versions()} == {
        "five_factor_service",
        "quick_counter",
        "sipas_2026",
    }
    assert len(waves) == 2
    assert all(wave.state is WaveState.OPEN for wave in waves)
    # 162 communes and 27 departments; the districts of before 2025 take no part
    assert all(len(wave.units) == 189 for wave in waves)


def test_installing_again_changes_nothing(app):
    install.fill()
    before = (len(list_units()), len(list_waves()), len(list_versions()))

    install.fill()

    assert (len(list_units()), len(list_waves()), len(list_versions())) == before


def test_a_wave_installed_at_the_years_end_runs_through_the_next(app):
    with clock.at(date(2026, 11, 25)):
        install.fill()

    assert {wave.closes_on for wave in list_waves()} == {date(2027, 12, 31)}


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
