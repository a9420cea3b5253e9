from datetime import UTC, datetime

import pytest

from survey import clock
from survey.results.models import Publication
from tests import factories
from tests.factories import make_unit
from tests.survey.results.factories import (
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)

DAYS = 4  # counter-days, without which there is no interval


@pytest.fixture
def publication(app) -> Publication:
    """Forty satisfied of fifty in one unit, and one unit with too few forms."""
    units = [
        make_unit(code="03001", name="Xã Bum Tở"),
        make_unit(code="03002", name="Xã Hua Bum"),
    ]
    [first, _later] = make_wave(units, periods=2, slug="mot-cua").periods
    for day in range(DAYS):
        respond(units[0], first, rated(5), times=10, cluster=f"ngày {day}")
        respond(units[0], first, rated(2), times=3, cluster=f"ngày {day}")
    respond(units[1], first, rated(5), times=9, cluster="ngày 0")
    return make_published(first)


def test_nothing_published_yet_says_when_the_next_period_closes(client, monkeypatch):
    october = datetime(2026, 10, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: october)
    factories.make_wave()

    page = client.get("/results/").text

    assert "Chưa có kết quả nào được công bố." in page
    assert "31/10/2026" in page


def test_without_an_open_wave_the_empty_list_still_opens(client):
    response = client.get("/results/")

    assert response.status_code == 200
    assert "Chưa có kết quả nào được công bố." in response.text


def test_what_is_published_is_listed_with_its_period(client, publication):
    page = client.get("/results/").text

    assert 'href="/results/mot-cua/1/"' in page
    assert "Tháng 1/2026" in page


def test_a_draft_is_found_nowhere(client):
    [period] = make_wave([make_unit(code="03001")], slug="mot-cua").periods
    make_draft(period)

    assert "mot-cua" not in client.get("/results/").text
    for path in ("", "03001", "table.csv"):
        assert client.get(f"/results/mot-cua/1/{path}").status_code == 404


def test_the_overview_shows_every_unit(client, publication):
    page = client.get("/results/mot-cua/1/").text

    assert 'href="/results/mot-cua/1/03001"' in page
    assert "Xã Hua Bum" in page
    assert "dồn sang kỳ" in page


def test_a_unit_has_its_own_page(client, publication):
    page = client.get("/results/mot-cua/1/03001").text

    assert "Theo 52 phiếu nhận được" in page
    assert "76,9\u202f%" in page


def test_a_unit_with_too_few_forms_has_a_page_that_says_so(client, publication):
    page = client.get("/results/mot-cua/1/03002").text

    assert "Kỳ này chưa đủ 10 phiếu" in page


NOWHERE = (
    "none/1/",
    "mot-cua/2/",
    "mot-cua/99999999999999999999/",
    "mot-cua/1/99999",
    "mot-cua%00/1/",
    "mot-cua/1/03001%00",
    "mot-cua/1/?version=7",
    "mot-cua/1/?version=0",
    "mot-cua/1/?version=x",
    "mot-cua/1/?version=99999999999999999999",
    "mot-cua/1/03001?version=%C2%B2",
    "mot-cua/1/table.csv?version=",
)


def test_what_does_not_exist_is_not_found(client, publication):
    answers = {path: client.get(f"/results/{path}").status_code for path in NOWHERE}

    assert answers == dict.fromkeys(NOWHERE, 404)


def test_an_old_version_stays_readable_and_says_so(client, publication):
    make_published(publication.period, correction="Sửa tên đơn vị.")

    old = client.get("/results/mot-cua/1/?version=1").text
    new = client.get("/results/mot-cua/1/").text

    assert "Đây là bản cũ." in old
    assert "/results/mot-cua/1/03001?version=1" in old
    assert "Sửa tên đơn vị." in new
    assert "/results/mot-cua/1/?version=1" in new


def test_the_table_can_be_downloaded(client, publication):
    response = client.get("/results/mot-cua/1/table.csv")

    assert response.content_type == "text/csv; charset=utf-8"
    assert "mot-cua-1-v1.csv" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert "Xã Bum Tở" in response.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_method_says_all_that_a_reader_needs(client, language):
    page = client.get(f"/results/method?lang={language}").text

    for section in ("number", "interval", "verdict", "list", "ten", "official"):
        assert f'<section id="{section}">' in page


def test_every_page_is_there_in_english_too(client, publication):
    for path in ("", "method", "mot-cua/1/", "mot-cua/1/03001", "mot-cua/1/03002"):
        response = client.get(f"/results/{path}?lang=en")

        assert response.status_code == 200
        assert '<html lang="en">' in response.text
