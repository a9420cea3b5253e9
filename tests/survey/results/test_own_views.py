from datetime import timedelta

import pytest

from survey import clock
from survey.accounts.models import Role
from survey.database import transaction
from tests.factories import make_account, make_unit
from tests.survey.results.factories import (
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)


@pytest.fixture
def communes(app):
    return make_unit(name="Xã Một", code="001"), make_unit(name="Xã Hai", code="002")


@pytest.fixture
def wave(communes):
    wave = make_wave(communes, periods=2, name_en="The wave")
    for period in wave.periods:
        for unit in communes:
            respond(unit, period, rated(5), times=20)
    return wave


def viewer_of(app, unit=None):
    account = make_account(Role.VIEWER)
    with transaction():
        account.roles[0].unit_id = unit.id if unit else None
    browser = app.test_client().sign_in(account)
    browser.set_cookie("lang", "en")
    return browser


def test_an_agency_reads_its_own_units_and_no_other(app, wave, communes):
    make_published(wave.periods[0])

    page = viewer_of(app, communes[0]).get("/staff/results/").text

    assert "Xã Một" in page
    assert "Xã Hai" not in page
    assert f"/results/{wave.slug}/1/001" in page


def test_a_role_for_the_whole_reads_all_units(app, wave):
    make_published(wave.periods[0])

    page = viewer_of(app).get("/staff/results/").text

    assert "Xã Một" in page
    assert "Xã Hai" in page


def test_only_the_newest_period_is_shown_and_no_draft(app, wave, communes):
    make_published(wave.periods[0])
    make_draft(wave.periods[1])
    browser = viewer_of(app, communes[0])
    assert f"/results/{wave.slug}/1/001" in browser.get("/staff/results/").text
    assert f"/results/{wave.slug}/2/001" not in browser.get("/staff/results/").text


def test_before_anything_is_published_the_page_says_so(app, communes):
    page = viewer_of(app, communes[0]).get("/staff/results/").text

    assert "Nothing is published of these units yet." in page


def test_a_clerk_does_not_read_results_here(app):
    browser = app.test_client().sign_in(make_account(Role.CLERK))

    assert browser.get("/staff/results/").status_code == 403


def test_what_appeared_lately_stands_on_the_first_page(app, wave, communes):
    elsewhere = make_unit(name="Xã Khác", code="003")
    reader, stranger = viewer_of(app, communes[0]), viewer_of(app, elsewhere)
    assert "The wave" not in reader.get("/staff/").text

    make_published(wave.periods[0])

    assert "The wave, January 2026" in reader.get("/staff/").text
    assert "The wave" not in stranger.get("/staff/").text


def test_after_two_weeks_it_is_no_news(app, wave, communes, monkeypatch):
    make_published(wave.periods[0])
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "The wave" not in viewer_of(app, communes[0]).get("/staff/").text
