import pytest

from analysis.verdict import Verdict
from survey.results import reading
from survey.results.models import Publication
from survey.results.printing import Band
from survey.results.reading.figures import Withheld
from tests.factories import make_unit
from tests.survey.results.factories import (
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)


def rate(unit, period, code: int, times: int) -> None:
    """Ratings of one code, spread over four counter-days."""
    for day in range(4):
        share = times // 4 + (day < times % 4)
        respond(unit, period, rated(code), times=share, cluster=f"{unit.id}/{day}")


@pytest.fixture
def units(app):
    names = ("Xã Bum Tở", "Phường Đoàn Kết", "Xã Dào San", "Xã Hua Bum")
    return [make_unit(name=name) for name in names]


@pytest.fixture
def publication(units) -> Publication:
    """One unit fully satisfied, one that is not, one small, one too small."""
    [period] = make_wave(units).periods
    for unit, (code, times) in zip(
        units, ((5, 200), (2, 60), (4, 20), (5, 9)), strict=True
    ):
        rate(unit, period, code, times)
    return make_published(period)


def rows(publication: Publication) -> dict[str, reading.UnitRow]:
    return {row.unit.name: row for row in reading.overview(publication).rows}


def test_units_stand_by_name_whatever_they_scored(publication):
    assert list(rows(publication)) == [
        "Xã Bum Tở",
        "Xã Dào San",
        "Phường Đoàn Kết",
        "Xã Hua Bum",
    ]


def test_the_overview_counts_units_by_verdict_for_each_target(publication):
    lower, upper = reading.overview(publication).counts

    assert (lower.target.value, upper.target.value) == (0.85, 0.95)
    assert upper.target.only_reference
    assert (lower.met, lower.cannot_tell, lower.not_met) == (1, 0, 1)
    assert (lower.indicative, lower.too_few) == (1, 1)


def test_all_units_together_are_told_with_their_forms(publication):
    page = reading.overview(publication)

    assert (page.n, page.n_band) == (280, None)
    assert page.figure.value == pytest.approx(220 / 280)
    assert page.figure.n == 280
    assert page.tree.figure == page.figure


def test_a_unit_without_a_batch_keeps_its_row_and_no_number(publication):
    row = rows(publication)["Xã Hua Bum"]

    assert row.figure is None
    assert row.unit.is_carried_over
    assert (row.unit.n, row.unit.n_band, row.unit.carried_to) == (None, None, None)


def test_from_ten_to_twenty_nine_only_bands_are_told(publication):
    row = rows(publication)["Xã Dào San"]

    assert (row.unit.n, row.unit.n_band) == (None, "20–29")
    figure = row.figure
    assert (figure.band, figure.withheld) == (
        Band.INDICATIVE,
        reading.Withheld.INDICATIVE,
    )
    assert (figure.n, figure.value, figure.low, figure.high) == (None,) * 4
    assert (figure.n_band, figure.satisfied_band) == ("20–29", "20–29")
    assert figure.verdicts == ()


def test_from_thirty_on_a_figure_has_its_interval_and_verdicts(publication):
    figure = rows(publication)["Xã Bum Tở"].figure
    assert (figure.n, figure.value, figure.high) == (200, 1, 1)
    assert 0.5 < figure.low < 1

    figure = rows(publication)["Phường Đoàn Kết"].figure
    assert figure.n == 60
    assert [verdict.verdict for verdict in figure.verdicts] == [Verdict.NOT_MET] * 2
    assert {verdict.further_answers for verdict in figure.verdicts} == {0}


def test_the_page_of_a_unit_follows_the_tree_down_to_its_items(publication, units):
    page = reading.agency(publication, units[0].code)

    assert page.unit.name == "Xã Bum Tở"
    assert page.headline.value == 1
    assert [section.id for section in page.tree.children] == ["access", "outcome"]
    access = page.tree.children[0]
    assert [item.title for item in access.items] == ["Nơi chờ tại xã", "Biển chỉ dẫn"]
    assert access.items[0].n_missing == 0
    assert [extra.id for extra in page.extras] == [
        "score",
        "satisfied_overall",
        "why",
        "age",
    ]


def test_options_are_told_best_first_and_missing_ones_last(publication, units):
    page = reading.agency(publication, units[0].code)

    options = page.tree.children[0].items[0].options
    assert [option.code for option in options] == [5, 4, 3, 2, 1, 98]
    assert options[0].label == "Rất hài lòng"
    assert (options[0].share, options[0].n, options[0].favourable) == (1, 200, True)
    assert (options[-1].share, options[-1].missing) == (None, True)


def test_options_of_an_indicative_figure_are_bands(publication, units):
    page = reading.agency(publication, units[2].code)

    options = page.tree.children[0].items[0].options
    told = {option.code: (option.n, option.share, option.n_band) for option in options}
    assert told[4] == (None, None, "20–29")
    assert told[5] == (None, None, "0–9")


def test_peers_are_the_other_units_of_the_same_kind(publication, units):
    assert reading.agency(publication, units[0].code).peers is None


def test_an_unknown_unit_has_no_page(publication):
    assert reading.agency(publication, "00000") is None


def test_one_counter_day_is_told_as_no_interval(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    respond(unit, period, rated(5), times=40, cluster="only day")

    page = reading.agency(make_published(period), unit.code)

    assert page.headline.withheld is reading.Withheld.ONE_CLUSTER
    assert (page.headline.n, page.headline.value) == (40, None)
    assert [option.share for option in page.headline.options] == []


def test_a_draft_is_not_found_by_the_public(app):
    unit = make_unit()
    wave = make_wave([unit])
    [period] = wave.periods
    respond(unit, period, rated(5), times=40)
    draft = make_draft(period)

    assert reading.find_publication(wave.slug, 1) is None
    assert reading.latest_publications() == []
    assert reading.overview(draft).publication.state == "draft"


def test_the_newest_version_is_found_and_older_ones_by_number(publication):
    slug = publication.wave.slug
    corrected = make_published(publication.period, "Nhầm.")

    assert reading.find_publication(slug, 1).id == corrected.id
    assert reading.find_publication(slug, 1, version=1).id == publication.id
    assert reading.find_publication(slug, 1, version=3) is None
    assert [head.version for head in reading.latest_publications()] == [2]
    assert [head.version for head in reading.list_versions(publication)] == [2, 1]
    assert reading.head(publication).is_superseded
    assert not reading.head(corrected).is_superseded


def test_an_unknown_publication_is_not_found(app):
    assert reading.find_publication("khong-co", 1) is None


def test_the_history_shows_a_period_that_was_carried_over(app):
    unit = make_unit()
    wave = make_wave([unit], periods=3)
    for period, times in zip(wave.periods, (40, 5, 40), strict=True):
        rate(unit, period, 5, times)
    published = [make_published(period) for period in wave.periods]

    page = reading.agency(published[2], unit.code)

    assert [point.is_carried_over for point in page.history] == [False, True, False]
    assert page.history[1].figure is None
    assert page.unit.spans_periods
    assert page.unit.first_period.number == 2
    middle = reading.agency(published[1], unit.code)
    assert middle.unit.carried_to.number == 3
    assert [point.period.number for point in middle.history] == [1, 2]


def test_an_instrument_without_a_headline_has_only_its_measures(app):
    unit = make_unit()
    [period] = make_wave([unit], measured={"    headline: true\n": ""}).periods
    rate(unit, period, 5, 40)
    publication = make_published(period)

    page, own = reading.overview(publication), reading.agency(publication, unit.code)

    assert (page.figure, page.tree, page.counts) == (None, None, ())
    assert [row.figure for row in page.rows] == [None]
    assert own.headline is None
    assert own.extras[0].figures[0].value == 1


def test_a_mean_can_be_the_headline_and_meets_no_target(app):
    unit = make_unit()
    measured = {"    headline: true\n": "", "    kind: mean\n": MEAN_HEADLINE}
    [period] = make_wave([unit], measured=measured).periods
    rate(unit, period, 5, 20)
    rate(unit, period, 4, 20)

    page = reading.overview(make_published(period))

    assert page.figure.value == pytest.approx(4.5)
    assert (page.figure.verdicts, page.counts) == ((), ())


MEAN_HEADLINE = "    kind: mean\n    headline: true\n"


def test_english_readers_read_english(app, publication, units):
    with app.test_request_context("/?lang=en"):
        page = reading.agency(publication, units[0].code)

    assert page.publication.population == "People"
    assert page.publication.instrument_title == "Test form"
    assert page.tree.children[0].title == "Access"


def test_peers_of_a_kind_show_their_range(app):
    units = [make_unit() for _ in range(6)]
    [period] = make_wave(units).periods
    for unit, satisfied in zip(units, (30, 0, 10, 20, 30, 40), strict=True):
        rate(unit, period, 5, satisfied)
        rate(unit, period, 1, 40 - satisfied)

    peers = reading.agency(make_published(period), units[0].code).peers

    assert (peers.low, peers.high, peers.units) == (0, 1, 5)
    assert (peers.lower, peers.upper) == (0.25, 0.75)


def test_four_peers_are_too_few_to_be_compared_with(app):
    units = [make_unit() for _ in range(5)]
    [period] = make_wave(units).periods
    for unit in units:
        rate(unit, period, 5, 40)

    assert reading.agency(make_published(period), units[0].code).peers is None


def test_no_range_of_peers_begins_with_a_nought(app, client):
    units = [make_unit(code=f"P{n}") for n in range(6)]
    [period] = make_wave(units).periods
    for unit, satisfied in zip(units, (30, 0, 10, 20, 30, 40), strict=True):
        rate(unit, period, 5, satisfied)
        rate(unit, period, 1, 40 - satisfied)
    slug = make_published(period).wave.slug

    assert "thấp nhất dưới 20" in client.get(f"/results/{slug}/1/P0").text


def test_that_nobody_is_satisfied_is_told_as_a_band(app, client):
    unit = make_unit(code="C1")
    [period] = make_wave([unit]).periods
    rate(unit, period, 1, 60)
    publication = make_published(period)

    page = reading.agency(publication, "C1")

    assert page.headline.withheld is Withheld.NOBODY
    assert (page.headline.value, page.headline.high) == (None, None)
    assert page.headline.verdicts[0].verdict is Verdict.NOT_MET
    assert page.strongest_first[-1].withheld is Withheld.NOBODY
    html = client.get(f"/results/{publication.wave.slug}/1/C1").text
    assert "Dưới 20" in html
    assert "Chưa đạt mốc" in html
    # Not even the noughts of the favourable answers are told, by any measure.
    of_items = [figure for extra in page.extras for figure in extra.figures]
    scales = [*page.strongest_first, *(f for f in of_items if f.measure != "why")]
    for option in (each for figure in scales for each in figure.options):
        assert option.missing or option.withheld
