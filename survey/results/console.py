"""A publication as lines of plain text, for whoever sits at a terminal."""

import unicodedata
from collections.abc import Iterator

from survey.formats import NOTHING, number, share, share_beside
from survey.results.models import FigureKind, Publication
from survey.results.reading.figures import PublishedFigure
from survey.results.reading.overviews import overview
from survey.results.reading.published import Overview, UnitRow

ILLUSTRATIVE = "DỮ LIỆU MINH HOẠ"
WIDTHS = (32, 8, 9, 18)


def table_of(publication: Publication) -> Iterator[str]:
    """Yield the lines: what it is, all units together, then each unit."""
    page = overview(publication)
    head = page.publication
    yield f"{head.wave_name}, {head.period.starts_on} – {head.period.ends_on}"
    yield f"version {head.version}, {head.state.value}"
    if head.illustrative:
        yield ILLUSTRATIVE
    targets = [share(target.value, 0) for target in page.targets]
    yield ""
    yield _line("", "n", "value", "95 % interval", *targets)
    yield _row("*", page.figure, page.n, page.n_band, page, in_list=False)
    for row in page.rows:
        yield _unit_row(row, page)


def _unit_row(row: UnitRow, page: Overview) -> str:
    unit = row.unit
    if unit.is_carried_over:
        where = "in a group" if unit.group else "carried over"
        return _line(unit.name, "< 10", "", where)
    return _row(unit.name, row.figure, unit.n, unit.n_band, page, in_list=True)


def _row(
    name: str,
    figure: PublishedFigure | None,
    n: int | None,
    n_band: str | None,
    page: Overview,
    *,
    in_list: bool,
) -> str:
    size = n_band or str(n)
    if figure is None or figure.value is None:
        why = figure.withheld.value if figure and figure.withheld else ""
        return _line(name, size, "", why)
    value, low, high = _printed(figure, page)
    said = (v.verdict_in_list if in_list else v.verdict for v in figure.verdicts)
    return _line(name, size, value, f"{low} – {high}", *(v.value for v in said))


def _printed(figure: PublishedFigure, page: Overview) -> list[str]:
    numbers = (figure.value, figure.low, figure.high)
    if figure.kind is FigureKind.MEAN:
        return [NOTHING if each is None else number(each, 2) for each in numbers]
    lines = tuple(target.value for target in page.targets)
    return [share_beside(each, lines) for each in numbers]


def _line(*words: str) -> str:
    widths = (*WIDTHS, *[12] * (len(words) - len(WIDTHS)))
    cells = (_pad(word, width) for word, width in zip(words, widths, strict=False))
    return " ".join(cells).rstrip()


def _pad(word: str, width: int) -> str:
    """Fill up to a width, counting letters and not the marks above them."""
    taken = sum(1 for mark in word if not unicodedata.combining(mark))
    return word + " " * (width - taken)
