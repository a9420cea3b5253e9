"""The dot-and-interval chart: one row a unit, lines for the index targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.results.showing.charts.axis import Axis, score_axis, share_axis
from survey.results.showing.charts.lettering import lines_of


class Mark(StrEnum):
    """What shape the point takes: never told by colour alone."""

    MET = "met"
    CANNOT_TELL = "cannot-tell"
    NOT_MET = "not-met"
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A vertical line across all rows; a mere reference is dotted."""

    value: float
    label: str
    dotted: bool = False


@dataclass(frozen=True, kw_only=True)
class DotRow:
    """One unit: its figure, or the words that say why there is none."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: Mark = Mark.PLAIN
    value_text: str = ""
    n_text: str = ""
    note: str = ""

    @property
    def ends(self) -> list[float]:
        """What the axis has to show of this row."""
        known = (self.value, self.low, self.high)
        return [end for end in known if end is not None]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where things stand: names beside the plot, or above it on a narrow screen."""

    name: str
    plot_left: float
    plot_right: float
    letters: int  # of a unit's name in one line
    row: int
    letters_row: int = 18  # height of each line of a name
    stacked: bool = False
    most_ticks: int = 6


SIDE = Layout(name="side", plot_left=23, plot_right=80, letters=20, row=32)
STACKED = Layout(
    name="stacked",
    plot_left=3,
    plot_right=97,
    letters=20,
    row=58,
    stacked=True,
    most_ticks=5,
)
ALONE = Layout(
    name="alone", plot_left=3, plot_right=97, letters=0, row=36, most_ticks=5
)

HEAD = 34  # the ticks
WORDS = 18  # the name of a line, at the foot and in a long chart at the head too
FOOT = 40  # room before the names, and the mark of an illustration after them
BASELINE = 5  # from the middle of a letter down to its foot
LONG = 15  # rows, from which the lines are named at both ends


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A row with its place: `y` is the middle of its dot."""

    row: DotRow
    y: float
    name: list[tuple[float, str]]
    x: float | None
    low_x: float | None
    high_x: float | None
    text_y: float


@dataclass(frozen=True, kw_only=True)
class PlacedLine:
    line: Line
    x: float
    step: int  # labels of neighbouring lines stand on steps of their own


@dataclass(frozen=True, kw_only=True)
class DotChart:
    layout: Layout
    axis: Axis
    rows: list[Placed]
    lines: list[PlacedLine]
    top: float
    bottom: float
    height: float
    is_long: bool


def dot_chart(
    rows: Sequence[DotRow],
    lines: Sequence[Line],
    layout: Layout,
    *,
    of_scores: bool = False,
) -> DotChart:
    """Return the chart of `rows` in the order given, with its height."""
    make_axis = score_axis if of_scores else share_axis
    axis = make_axis(
        [end for row in rows for end in row.ends] + [line.value for line in lines],
        left=layout.plot_left,
        right=layout.plot_right,
    )
    is_long = len(rows) > LONG
    top = HEAD + (WORDS * len(lines) if is_long else 0)
    placed, bottom = [], float(top)
    for row in rows:
        done = _place(row, axis, layout, bottom)
        placed.append(done)
        bottom += _height(done, layout)
    return DotChart(
        layout=layout,
        axis=axis,
        rows=placed,
        lines=_steps(lines, axis),
        top=top,
        bottom=bottom,
        height=bottom + FOOT + WORDS * len(lines),
        is_long=is_long,
    )


def _place(row: DotRow, axis: Axis, layout: Layout, top: float) -> Placed:
    names = lines_of(row.label, layout.letters) if layout.letters else []
    extra = layout.letters_row * max(len(names) - 1, 0)
    if layout.stacked:
        first = top + layout.letters_row
        y = top + layout.row + extra - 20
    else:
        y = top + (layout.row + extra) / 2
        first = y + BASELINE - extra / 2
    return Placed(
        row=row,
        y=y,
        name=[(first + i * layout.letters_row, name) for i, name in enumerate(names)],
        x=_at(axis, row.value),
        low_x=_at(axis, row.low),
        high_x=_at(axis, row.high),
        text_y=first if layout.stacked else y + BASELINE,
    )


def _height(placed: Placed, layout: Layout) -> float:
    return layout.row + layout.letters_row * max(len(placed.name) - 1, 0)


def _at(axis: Axis, value: float | None) -> float | None:
    return None if value is None else axis.at(value)


def _steps(lines: Sequence[Line], axis: Axis) -> list[PlacedLine]:
    ordered = sorted(lines, key=lambda line: line.value)
    return [
        PlacedLine(line=line, x=axis.at(line.value), step=step)
        for step, line in enumerate(ordered)
    ]
