"""The table of a publication as a file: what the page prints, nothing finer."""

import csv
from collections.abc import Iterator
from io import StringIO

from survey.formats import share
from survey.i18n import gettext as _
from survey.results.reading.figures import PublishedFigure
from survey.results.reading.published import Overview, UnitRow
from survey.results.showing import naming, wording
from survey.spreadsheets import BYTE_ORDER_MARK, harmless


def csv_of(page: Overview) -> str:
    """Return the units of a publication as CSV for a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out)
    if page.publication.illustrative:
        writer.writerow([naming.ILLUSTRATIVE])
    writer.writerow(_header(page))
    for row in page.rows:
        writer.writerow([harmless(cell) for cell in _cells(row, page)])
    return BYTE_ORDER_MARK + out.getvalue()


def name_of(page: Overview) -> str:
    """Return the file's name; that of an illustration says so."""
    head = page.publication
    name = f"{head.wave_slug}-{head.period.number}-v{head.version}.csv"
    return f"{naming.ILLUSTRATIVE} {name}" if head.illustrative else name


def _header(page: Overview) -> list[str]:
    return [
        _("Wave"),
        _("First day"),
        _("Last day"),
        _("Version"),
        _("Channel"),
        _("Code"),
        _("Unit"),
        _("Forms"),
        _("Measure"),
        _("Result"),
        _("Interval from"),
        _("Interval to"),
        _("Level"),
        *(naming.capitalised(naming.line_label(target)) for target in page.targets),
        _("Remark"),
    ]


def _cells(row: UnitRow, page: Overview) -> Iterator[str]:
    head, unit = page.publication, row.unit
    yield from (head.wave_name, head.period.starts_on.isoformat())
    yield from (head.period.ends_on.isoformat(), str(head.version))
    yield naming.channel_word(head.wave_kind)
    yield from (unit.code, unit.name)
    yield str(unit.n) if unit.n is not None else unit.n_band or ""
    figure = row.figure
    if figure is None or figure.value is None:
        yield from [""] * (5 + len(page.targets))
        yield wording.withheld_words(figure) if figure else wording.waiting_words(unit)
        return
    yield from _figure_cells(figure, page)
    yield ""


def _figure_cells(figure: PublishedFigure, page: Overview) -> Iterator[str]:
    yield figure.measure_title
    for end in (figure.value, figure.low, figure.high):
        yield wording.printed(end, figure.kind, page.targets)
    yield share(figure.level, 0)
    told = {known.target.id: known.verdict_in_list for known in figure.verdicts}
    for target in page.targets:
        yield wording.verdict_word(told[target.id]) if target.id in told else ""
