"""What result pages draw: published values turned into charts."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from analysis.verdict import Verdict  # standard library only
from survey.i18n import gettext as _
from survey.results.models import FigureKind
from survey.results.reading.figures import PublishedFigure, Target
from survey.results.reading.published import (
    AgencyPage,
    HistoryPoint,
    Overview,
    Section,
    UnitRow,
)
from survey.results.showing import naming, wording
from survey.results.showing.charts.bars import Option, Segment, stacked_bar
from survey.results.showing.charts.dots import (
    ALONE,
    DotChart,
    DotRow,
    Layout,
    Line,
    Mark,
    dot_chart,
)
from survey.results.showing.charts.trend import TrendChart, TrendPoint, trend_chart

MARKS = {
    Verdict.MET: Mark.MET,
    Verdict.NOT_MET: Mark.NOT_MET,
    Verdict.CANNOT_TELL: Mark.CANNOT_TELL,
}
LATEST = 12  # periods in a trend


def main_target(targets: Sequence[Target]) -> Target | None:
    """Return the target that shapes the points: the lowest that is binding."""
    ordered = sorted(targets, key=lambda target: (target.only_reference, target.value))
    return ordered[0] if ordered else None


def units_chart(page: Overview, layout: Layout) -> DotChart:
    """Return all units of a publication against its targets."""
    rows = [_unit_row(row, page.targets) for row in page.rows]
    of_scores = kind_of(page) is FigureKind.MEAN
    lines = [] if of_scores else _lines(page.targets)
    return dot_chart(rows, lines, layout, of_scores=of_scores)


def kind_of(page: Overview) -> FigureKind:
    """Return whether the headline is a share or a mean."""
    figures = [page.figure, *(row.figure for row in page.rows)]
    return next((figure.kind for figure in figures if figure), FigureKind.SHARE)


def headline_chart(figure: PublishedFigure, targets: tuple[Target, ...]) -> DotChart:
    """Return the one interval of an agency's head, against the targets."""
    row = DotRow(
        label="",
        value=figure.value,
        low=figure.low,
        high=figure.high,
        mark=_mark(figure, targets, in_list=False),
    )
    of_scores = figure.kind is FigureKind.MEAN
    lines = [] if of_scores else _lines(targets)
    return dot_chart([row], lines, ALONE, of_scores=of_scores)


def history_chart(page: AgencyPage) -> TrendChart | None:
    """Return the headline over the periods; one value alone is no trend."""
    figures = [point.figure for point in page.history if point.figure]
    known = [figure for figure in figures if figure.value is not None]
    if len(known) < 2:
        return None
    latest = page.history[-LATEST:]
    points, year = [], 0
    for point in latest:
        ends = point.period.ends_on.year
        points.append(_trend_point(point, page.targets, "" if ends == year else ends))
        year = ends
    of_scores = known[0].kind is FigureKind.MEAN
    lines = [] if of_scores else _lines(page.targets)
    return trend_chart(points, lines, of_scores=of_scores)


def option_bar(figure: PublishedFigure) -> list[Segment]:
    """Return the valid answers of an item as they are told: from best to worst.

    Where options are withheld, only how many were satisfied and how many not.
    """
    if figure.hides_options:
        return _two_parts(figure)
    told = [
        Option(label=option.label, share=option.share, favourable=option.favourable)
        for option in figure.options
        if option.share is not None and not option.missing
    ]
    return stacked_bar(told)


def section_bar(section: Section) -> list[Segment]:
    """Return the answers below a factor: the mean of those of its items.

    Only where the factor's own share is that mean too, and where its items have
    the same scale; otherwise the bar would tell another number than its row.
    """
    figure = section.figure
    if figure is None or figure.aggregation != "mean_of_item_shares":
        return []
    if any(item.hides_options for item in section.items):
        return [] if section.children else _two_parts(figure)
    bars = [option_bar(item) for item in section.items]
    scales = {tuple(segment.option.label for segment in bar) for bar in bars}
    if section.children or len(scales) != 1 or () in scales:
        return []
    return stacked_bar(
        [
            replace(same[0].option, share=fmean(part.option.share for part in same))
            for same in zip(*bars, strict=True)
        ]
    )


def _two_parts(figure: PublishedFigure) -> list[Segment]:
    if figure.value is None or figure.kind is not FigureKind.SHARE:
        return []
    return stacked_bar(
        [
            Option(label=_("Satisfied"), share=figure.value, favourable=True),
            Option(label=_("Not satisfied"), share=1 - figure.value, favourable=False),
        ]
    )


def factors_of(section: Section) -> list[Section]:
    """Return the sections that hold items, in the order of the questionnaire."""
    below = [factor for child in section.children for factor in factors_of(child)]
    return [section, *below] if section.items else below


def best_factors(section: Section) -> list[Section]:
    """Return the factors from the best to the worst, those without value last."""
    return sorted(
        factors_of(section),
        key=lambda factor: -_value_of(factor.figure),
    )


def _value_of(figure: PublishedFigure | None) -> float:
    return figure.value if figure and figure.value is not None else -1.0


def key_of_factors(sections: Sequence[Section]) -> list[Segment]:
    """Return the bar whose colours stand for all factors."""
    return max(map(section_bar, sections), key=len, default=[])


def key_of_items(section: Section) -> list[Segment]:
    """Return the bar whose colours stand for all items of a factor."""
    return max(map(option_bar, section.items), key=len, default=[])


def _unit_row(row: UnitRow, targets: tuple[Target, ...]) -> DotRow:
    figure = row.figure
    if figure is None or figure.value is None:
        return DotRow(label=row.unit.name, note=_note(row))
    return DotRow(
        label=row.unit.name,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        mark=_mark(figure, targets, in_list=True),
        value_text=wording.printed_value(figure, targets),
        n_text=wording.forms_words(figure.n, figure.n_band),
    )


def _note(row: UnitRow) -> str:
    if row.figure is not None:
        return wording.withheld_words(row.figure)
    if row.unit.group is not None:
        return _("Fewer than 10 forms, counted in a group")
    if row.unit.carried_to is None:
        return _("Fewer than 10 forms by the end of the wave")
    return _("Fewer than 10 forms in this period, carried over to the next")


def _mark(
    figure: PublishedFigure, targets: tuple[Target, ...], *, in_list: bool
) -> Mark:
    main = main_target(targets)
    for told in figure.verdicts:
        if told.target == main:
            return MARKS[told.verdict_in_list if in_list else told.verdict]
    return Mark.PLAIN


def _lines(targets: Sequence[Target]) -> list[Line]:
    return [
        Line(
            value=target.value,
            label=naming.line_label(target),
            dotted=target.only_reference,
        )
        for target in targets
    ]


def _trend_point(
    point: HistoryPoint, targets: tuple[Target, ...], year: object
) -> TrendPoint:
    figure = point.figure
    label = naming.short_period(point.period)
    if figure is None or figure.value is None:
        note = _("carried") if point.is_carried_over else "–"
        return TrendPoint(
            label=label, year=str(year), note=note, is_broken=point.is_broken
        )
    return TrendPoint(
        is_broken=point.is_broken,
        label=label,
        year=str(year),
        value=figure.value,
        low=figure.low,
        high=figure.high,
        mark=_mark(figure, targets, in_list=False),
    )
