from itertools import pairwise

from survey.results.showing.charts.dots import (
    ALONE,
    SIDE,
    STACKED,
    DotRow,
    Line,
    Mark,
    dot_chart,
)

LINES = [Line(value=0.95, label="95 %", dotted=True), Line(value=0.85, label="85 %")]


def row(label: str = "Xã Minh hoạ 1", **values: object) -> DotRow:
    defaults = {"value": 0.9, "low": 0.86, "high": 0.93, "mark": Mark.MET}
    return DotRow(label=label, **defaults | values)


def test_rows_stand_one_under_the_other_in_the_order_given():
    chart = dot_chart([row("Xã B"), row("Xã A"), row("Xã C")], LINES, SIDE)

    assert [placed.row.label for placed in chart.rows] == ["Xã B", "Xã A", "Xã C"]
    assert sorted(placed.y for placed in chart.rows) == [p.y for p in chart.rows]


def test_the_point_stands_inside_its_interval():
    [placed] = dot_chart([row()], LINES, SIDE).rows

    assert placed.low_x < placed.x < placed.high_x


def test_a_row_without_a_figure_keeps_its_place_and_has_no_point():
    noted = DotRow(label="Xã Minh hoạ 9", note="chưa đủ 10 phiếu")

    chart = dot_chart([row(), noted, row()], LINES, SIDE)

    assert (chart.rows[1].x, chart.rows[1].low_x) == (None, None)
    assert chart.rows[0].y < chart.rows[1].y < chart.rows[2].y


def test_the_axis_shows_the_targets_even_where_no_unit_is_near():
    chart = dot_chart([row(value=0.97, low=0.96, high=0.98)], LINES, SIDE)

    lowest, highest = (placed.x for placed in chart.lines)
    assert chart.layout.plot_left < lowest < highest < chart.layout.plot_right


def test_the_names_of_neighbouring_lines_stand_on_steps_of_their_own():
    chart = dot_chart([row()], LINES, STACKED)

    assert [placed.line.value for placed in chart.lines] == [0.85, 0.95]
    assert len({placed.step for placed in chart.lines}) == 2


def test_a_long_name_takes_several_lines_and_a_higher_row():
    name = "Trung tâm Phục vụ hành chính công xã Minh hoạ"

    short, long = (dot_chart([row(label)], LINES, SIDE) for label in ("Xã A", name))

    names = [words for _, words in long.rows[0].name]
    assert " ".join(names) == name
    assert all(len(words) <= SIDE.letters for words in names)
    assert long.height > short.height


def test_162_units_fit_in_both_layouts():
    rows = [row(f"Xã Minh hoạ {number}") for number in range(162)]

    for layout in (SIDE, STACKED):
        chart = dot_chart(rows, LINES, layout)
        gaps = {b.y - a.y for a, b in pairwise(chart.rows)}
        assert chart.is_long
        assert min(gaps) >= layout.row
        assert chart.rows[-1].y < chart.bottom < chart.height


def test_no_rows_make_an_empty_chart():
    chart = dot_chart([], [], SIDE)

    assert chart.rows == []
    assert chart.top == chart.bottom


def test_scores_stand_on_an_axis_of_scores():
    chart = dot_chart([row(value=4.05, low=3.98, high=4.12)], [], ALONE, of_scores=True)

    assert not chart.axis.is_of_shares
    assert chart.rows[0].low_x < chart.rows[0].x < chart.rows[0].high_x
