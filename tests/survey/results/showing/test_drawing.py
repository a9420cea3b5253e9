import pytest

from survey.results.models import FigureKind
from survey.results.reading.figures import Withheld
from survey.results.reading.published import UnitRow
from survey.results.showing import drawing
from survey.results.showing.charts.dots import SIDE, Mark
from tests.survey.results.page_values import (
    BINDING,
    REFERENCE,
    make_agency,
    make_figure,
    make_item,
    make_overview,
    make_point,
    make_section,
    make_unit,
    make_waiting_unit,
)


@pytest.fixture(autouse=True)
def request_in_vietnamese(shared_app):
    with shared_app.test_request_context():
        yield


def test_the_shape_of_a_point_follows_the_binding_target():
    assert drawing.main_target((REFERENCE, BINDING)) == BINDING
    assert drawing.main_target((REFERENCE,)) == REFERENCE
    assert drawing.main_target(()) is None


def test_each_unit_has_a_row_with_the_verdict_of_the_list():
    met = make_figure(0.93, low=0.90, high=0.95)
    page = make_overview(
        UnitRow(unit=make_unit(), figure=met),
        UnitRow(unit=make_waiting_unit(), figure=None),
    )

    first, second = (placed.row for placed in drawing.units_chart(page, SIDE).rows)

    assert first.mark is Mark.MET
    assert (first.value_text, first.n_text) == ("93,0\u202f%", "97 phiếu")
    assert second.note == "Kỳ này chưa đủ 10 phiếu, dồn sang kỳ sau"


def test_an_indicative_unit_has_a_note_and_no_point():
    figure = make_figure(None, n=None, n_band="10–19", withheld=Withheld.INDICATIVE)
    page = make_overview(UnitRow(unit=make_unit(n=None, n_band="10–19"), figure=figure))

    [placed] = drawing.units_chart(page, SIDE).rows

    assert placed.x is None
    assert placed.row.note.startswith("Tham khảo: 10–19 phiếu")


def test_without_targets_there_are_no_verdicts_and_no_lines():
    page = make_overview(
        UnitRow(unit=make_unit(), figure=make_figure(targets=())), targets=()
    )

    chart = drawing.units_chart(page, SIDE)

    assert chart.lines == []
    assert chart.rows[0].row.mark is Mark.PLAIN


def test_scores_are_drawn_without_the_targets_of_shares():
    figure = make_figure(4.05, low=3.98, high=4.12, kind=FigureKind.MEAN)
    page = make_overview(UnitRow(unit=make_unit(), figure=figure), figure=figure)

    chart = drawing.units_chart(page, SIDE)

    assert chart.lines == []
    assert chart.rows[0].row.value_text == "4,05"


def test_the_factors_go_from_the_best_to_the_worst():
    poor = make_section("Tiếp cận", make_item("Nơi chờ", 20, 40, 20, 10, 10))
    good = make_section("Kết quả", make_item("Đúng hẹn", 60, 30, 5, 3, 2))
    tree = make_section("Dịch vụ", children=(poor, good), kind="overall")

    assert drawing.best_factors(tree) == [good, poor]
    assert drawing.factors_of(tree) == [poor, good]


def test_the_bar_of_a_factor_is_the_mean_of_those_of_its_items():
    section = make_section(
        "Tiếp cận", make_item("a", 50, 30, 10, 5, 5), make_item("b", 30, 30, 20, 10, 10)
    )

    shares = [segment.option.share for segment in drawing.section_bar(section)]

    assert shares == pytest.approx([0.4, 0.3, 0.15, 0.075, 0.075])
    assert sum(shares[:2]) == pytest.approx(section.figure.value)


def test_a_factor_whose_share_is_no_such_mean_has_no_bar():
    item = make_item("a", 50, 30, 10, 5, 5)
    section = make_section("Tiếp cận", item, aggregation="ratio_of_totals")

    assert drawing.section_bar(section) == []


def test_answers_outside_the_scale_are_not_in_the_bar():
    figure = make_item("Đúng hẹn", 50, 30, 10, 5, 5, missing=40)

    assert len(drawing.option_bar(figure)) == 5


def test_one_value_alone_is_no_trend():
    page = make_agency(history=(make_point(9, None), make_point(10, 0.88)))

    assert drawing.history_chart(page) is None


def test_the_trend_names_a_year_once_and_shows_where_forms_waited():
    history = (make_point(8, 0.84), make_point(9, None), make_point(10, 0.88))

    chart = drawing.history_chart(make_agency(history=history))

    points = [placed.point for placed in chart.points]
    assert [point.label for point in points] == ["T8", "T9", "T10"]
    assert [point.year for point in points] == ["2026", "", ""]
    assert points[1].note == "dồn"
