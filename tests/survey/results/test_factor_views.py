import pytest

from survey.agencies.models import UnitKind
from tests.factories import make_unit
from tests.survey.results.factories import make_published, make_wave, rated, respond


@pytest.fixture
def units(app):
    return [
        make_unit(name="Xã Nậm Một", code="N1"),
        make_unit(name="Xã Nậm Hai", code="N2"),
        make_unit(name="Sở Ba", code="N3", kind=UnitKind.DEPARTMENT),
        make_unit(name="Xã Ít Phiếu", code="N4"),
    ]


@pytest.fixture
def wave(units):
    """Two months: the first unit falls, the second rises, the third stays."""
    both_kinds = {"rates: [commune]": "rates: [commune, department]"}
    wave = make_wave(units, periods=2, measured=both_kinds)
    codes = ((5, 2), (2, 5), (5, 5))
    for unit, both in zip(units, codes, strict=False):
        for period, code in zip(wave.periods, both, strict=True):
            for day in range(4):
                cluster = f"{unit.id}/{period.id}/{day}"
                respond(unit, period, rated(code), times=20, cluster=cluster)
                respond(unit, period, rated(7 - code), times=2, cluster=cluster)
    for period in wave.periods:
        make_published(period)
    return wave


@pytest.fixture
def page(client, wave):
    def open_page(query="", period=2):
        address = f"/results/{wave.slug}/{period}/factors?lang=en{query}"
        return client.get(address).text

    return open_page


def places(page, *names):
    return [page.index(f">{name}<") for name in names]


def test_each_unit_stands_with_its_factors_and_its_change(page):
    html = page()
    assert "2 units" not in html
    assert "4 units" in html
    assert html.count("<strong>fell</strong>") == 1
    assert html.count("<strong>rose</strong>") == 1
    assert "no clear change" in html
    assert 'class="number tint tint--0"' in html
    assert "Fewer than 10 forms" in html


def test_the_first_period_has_no_change(page):
    html = page(period=1)
    assert "Change since" not in html
    assert "greatest fall first" not in html


def test_units_are_narrowed_down_by_name_and_kind(page):
    html = page("&q=nam")
    assert "Xã Nậm Hai" in html
    assert "Sở Ba" not in html
    html = page("&kind=department")
    assert "Sở Ba" in html
    assert "Xã Nậm Hai" not in html
    assert "No unit fits" in page("&q=xyz")


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("name", "Xã Nậm Một", "Sở Ba"),
        ("lowest", "Xã Nậm Một", "Xã Nậm Hai"),
        ("highest", "Xã Nậm Hai", "Xã Nậm Một"),
        ("change", "Xã Nậm Một", "Xã Nậm Hai"),
        ("factor-0", "Xã Nậm Một", "Xã Nậm Hai"),
        ("factor-99", "Xã Nậm Một", "Sở Ba"),
        ("anything", "Xã Nậm Một", "Sở Ba"),
    ],
)
def test_units_are_sorted_as_one_likes(page, order, first, last):
    html = page(f"&order={order}")
    above, below = places(html, first, last)
    assert above < below


def test_the_version_that_is_looked_at_stays(page):
    assert 'name="version" value="1"' in page("&version=1")
    assert 'name="version"' not in page()


def test_an_unknown_period_has_no_table(client, wave):
    assert client.get(f"/results/{wave.slug}/9/factors").status_code == 404


def test_the_agency_page_says_what_changed(client, wave):
    html = client.get(f"/results/{wave.slug}/2/N1?lang=en").text
    assert "Fell since January 2026: −" in html
    html = client.get(f"/results/{wave.slug}/1/N1?lang=en").text
    assert "since" not in html.split("Factor by factor")[0].split("<h1>")[1]
