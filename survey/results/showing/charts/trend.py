"""The trend: one upright interval a period, with gaps where answers waited."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.results.showing.charts.axis import Axis, score_axis, share_axis
from survey.results.showing.charts.dots import Line, Mark

LEFT, RIGHT = 14.0, 72.0  # per cent of the width; the lines are named at the right
TOP, BOTTOM = 16.0, 186.0
LETTERS_ROW = 15


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One period; without a value its `note` says why, in a word."""

    label: str
    year: str = ""  # under the first period of a year
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: Mark = Mark.PLAIN
    note: str = ""
    is_broken: bool = False  # what was before does not compare with this

    @property
    def ends(self) -> list[float]:
        """What the axis has to show of this point."""
        known = (self.value, self.low, self.high)
        return [end for end in known if end is not None]


@dataclass(frozen=True, kw_only=True)
class PlacedPoint:
    point: TrendPoint
    x: float
    y: float | None
    low_y: float | None
    high_y: float | None
    break_x: float | None  # where an upright line parts it from the point before


@dataclass(frozen=True, kw_only=True)
class PlacedLine:
    line: Line
    y: float
    words: list[tuple[float, str]]


@dataclass(frozen=True, kw_only=True)
class TrendChart:
    points: list[PlacedPoint]
    lines: list[PlacedLine]
    ticks: list[tuple[float, float]]
    axis: Axis


def trend_chart(
    points: Sequence[TrendPoint], lines: Sequence[Line], *, of_scores: bool = False
) -> TrendChart:
    """Return the chart of `points`, the oldest first."""
    # The axis runs from the bottom of the plot up: its "left" is below.
    make_axis = score_axis if of_scores else share_axis
    axis = make_axis(
        [end for point in points for end in point.ends]
        + [line.value for line in lines],
        left=BOTTOM,
        right=TOP,
    )
    step = (RIGHT - LEFT) / max(len(points), 1)
    return TrendChart(
        points=[
            PlacedPoint(
                point=point,
                x=round(LEFT + step * (place + 0.5), 2),
                y=_at(axis, point.value),
                low_y=_at(axis, point.low),
                high_y=_at(axis, point.high),
                break_x=round(LEFT + step * place, 2) if point.is_broken else None,
            )
            for place, point in enumerate(points)
        ],
        lines=[_place_line(line, axis.at(line.value)) for line in lines],
        ticks=[(tick, axis.at(tick)) for tick in axis.ticks()],
        axis=axis,
    )


def _place_line(line: Line, y: float) -> PlacedLine:
    words = line.label.replace(" (", "\n(").splitlines()
    first = y + 4 - LETTERS_ROW * (len(words) - 1) / 2
    return PlacedLine(
        line=line,
        y=y,
        words=[(first + LETTERS_ROW * row, word) for row, word in enumerate(words)],
    )


def _at(axis: Axis, value: float | None) -> float | None:
    return None if value is None else axis.at(value)
