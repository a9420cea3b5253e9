"""The table of units by factors, narrowed down and sorted as one likes."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.agencies.models import UnitKind
from survey.agencies.search import matches
from survey.results import reading
from survey.results.blueprint import bp, get_publication, version_asked_for
from survey.results.reading.factor_tables import FactorRow, FactorTable, factor_table

LONGEST_SEARCH = 100
BY_NAME, LOWEST, HIGHEST, CHANGE = "name", "lowest", "highest", "change"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of the table somebody wants to see, and in which order."""

    words: str
    kind: str
    order: str

    def of(self, table: FactorTable) -> list[FactorRow]:
        """Return the rows that are asked for."""
        rows = [row for row in table.rows if self._fits(row)]
        key = _order(self.order)
        return sorted(rows, key=key) if key else rows

    def _fits(self, row: FactorRow) -> bool:
        right_kind = not self.kind or row.unit.kind == self.kind
        return right_kind and matches(self.words, row.unit.name)


def _order(name: str) -> Callable[[FactorRow], float] | None:
    """Return how rows are sorted; those without a number come last."""
    factor = name.removeprefix("factor-")
    if name == LOWEST:
        return lambda row: _value(row.figure, 9.0)
    if name == HIGHEST:
        return lambda row: -_value(row.figure, -9.0)
    if name == CHANGE:
        return lambda row: row.change.value if row.change else 9.0
    if factor != name and factor.isascii() and factor.isdecimal():
        return lambda row: _cell(row, int(factor))
    return None


def _cell(row: FactorRow, place: int) -> float:
    return _value(row.cells[place] if place < len(row.cells) else None, 9.0)


def _value(figure: reading.PublishedFigure | None, missing: float) -> float:
    if figure is None:
        return missing
    if figure.withheld is reading.Withheld.NOBODY:
        return 0.0  # as low as it can be, though it is not printed
    return missing if figure.value is None else figure.value


@bp.get("/<wave_slug>/<int(max=9999):period>/factors")
@public
def factors(wave_slug: str, period: int) -> ResponseReturnValue:
    """Show every unit by every factor, tinted, with what changed."""
    table = factor_table(get_publication(wave_slug, period))
    if table is None:
        abort(404)
    asked = Asked(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        kind=request.args.get("kind", ""),
        order=request.args.get("order", BY_NAME),
    )
    place = {"wave_slug": wave_slug, "period": period} | version_asked_for()
    return render_template(
        "results/factor_table.html",
        table=table,
        head=table.publication,
        illustrative=table.publication.illustrative,
        rows=asked.of(table),
        asked=asked,
        kinds=[kind for kind in UnitKind if _has(table, kind)],
        place=place,
    )


def _has(table: FactorTable, kind: UnitKind) -> bool:
    return any(row.unit.kind == kind for row in table.rows)
