from survey.results.showing.charts.dots import Line
from survey.results.showing.charts.trend import LEFT, RIGHT, TrendPoint, trend_chart


def test_a_better_period_stands_higher_and_a_later_one_further_right():
    chart = trend_chart(
        [TrendPoint(label="T9", value=0.8), TrendPoint(label="T10", value=0.9)], []
    )

    earlier, later = chart.points
    assert later.y < earlier.y
    assert LEFT < earlier.x < later.x < RIGHT


def test_a_period_without_a_figure_leaves_a_gap_with_a_word():
    chart = trend_chart(
        [TrendPoint(label="T9", note="dồn"), TrendPoint(label="T10", value=0.9)], []
    )

    assert chart.points[0].y is None
    assert chart.points[0].point.note == "dồn"


def test_the_name_of_a_reference_line_takes_two_lines():
    chart = trend_chart(
        [TrendPoint(label="T9", value=0.9, low=0.85, high=0.94)],
        [Line(value=0.95, label="95 % (tham khảo)", dotted=True)],
    )

    [placed] = chart.lines
    assert [words for _, words in placed.words] == ["95 %", "(tham khảo)"]
    assert placed.words[0][0] < placed.y + 4 < placed.words[1][0]


def test_the_axis_holds_the_lowest_interval():
    chart = trend_chart([TrendPoint(label="T9", value=0.9, low=0.61, high=0.94)], [])

    assert chart.axis.low <= 0.61
