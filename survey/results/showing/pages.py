"""What the templates of result pages need, for published pages and drafts alike."""

from collections.abc import Callable, Sequence
from typing import Any

from survey.results.reading.published import AgencyPage, Overview, PublicationHead
from survey.results.showing import drawing, naming, wording
from survey.results.showing.charts.dots import SIDE, STACKED

# What templates of result pages may say and draw, wherever they are rendered.
FILTERS: tuple[Callable[..., Any], ...] = (
    naming.aggregation_words,
    naming.base_rule_words,
    naming.capitalised,
    naming.channel_word,
    naming.line_label,
    naming.line_share,
    naming.local_day,
    naming.method_words,
    naming.period_name,
    naming.tick_words,
    wording.break_words,
    wording.change_word,
    wording.change_words,
    wording.further_words,
    wording.interval,
    wording.option_rows,
    wording.printed,
    wording.printed_value,
    wording.tint,
    wording.verdict_word,
    wording.verdict_words,
    wording.waiting_words,
    wording.withheld_words,
)
FUNCTIONS: tuple[Callable[..., Any], ...] = (
    drawing.best_factors,
    drawing.factors_of,
    drawing.key_of_factors,
    drawing.key_of_items,
    drawing.option_bar,
    drawing.section_bar,
    wording.answers_words,
    wording.base_words,
    wording.change_sentence,
)


def overview_context(
    page: Overview,
    versions: Sequence[PublicationHead] = (),
    *,
    unit_address: Callable[[str], str] | None = None,
    table_address: str | None = None,
    factors_address: str | None = None,
) -> dict[str, Any]:
    """Return what `results/overview_body.html` shows of a publication.

    `unit_address` makes the address of a unit's page from its code; a preview
    has neither such pages nor a file of its table, unless it says so.
    """
    return {
        "unit_address": unit_address,
        "table_address": table_address,
        "factors_address": factors_address,
        "page": page,
        "head": page.publication,
        "illustrative": page.publication.illustrative,
        "versions": versions,
        "target": drawing.main_target(page.targets),
        "kind": drawing.kind_of(page),
        "side": drawing.units_chart(page, SIDE),
        "stacked": drawing.units_chart(page, STACKED),
    }


def agency_context(
    page: AgencyPage, versions: Sequence[PublicationHead] = ()
) -> dict[str, Any]:
    """Return what `results/agency_body.html` shows of a unit."""
    figure = page.headline
    has_value = figure is not None and figure.value is not None
    return {
        "page": page,
        "head": page.publication,
        "illustrative": page.publication.illustrative,
        "versions": versions,
        "target": drawing.main_target(page.targets),
        "alone": drawing.headline_chart(figure, page.targets)
        if figure is not None and has_value
        else None,
        "trend": drawing.history_chart(page),
    }
