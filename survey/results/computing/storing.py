"""Puts computed figures into the database, with their verdicts and options."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from survey import clock
from survey.database import session
from survey.results.computing.computed import ComputedFigure, or_none
from survey.results.computing.estimates import LEVEL
from survey.results.models import Figure, FigureOption, FigureVerdict, Publication
from survey.results.printing import FEWEST

NO_METHOD = "none"


def store(publication: Publication, figures: Sequence[ComputedFigure]) -> None:
    """Add the figures of a publication; nothing is stored that may not be shown."""
    if not figures:
        return
    ids = session().scalars(
        insert(Figure).returning(Figure.id, sort_by_parameter_order=True),
        [_row(publication, figure) for figure in figures],
    )
    verdicts: list[dict[str, Any]] = []
    options: list[dict[str, Any]] = []
    for figure_id, figure in zip(ids.all(), figures, strict=True):
        verdicts += _verdict_rows(figure_id, figure)
        options += _option_rows(figure_id, figure)
    for table, rows in ((FigureVerdict, verdicts), (FigureOption, options)):
        if rows:
            session().execute(insert(table), rows)


def _row(publication: Publication, figure: ComputedFigure) -> dict[str, Any]:
    return {
        "publication_id": publication.id,
        "unit_id": figure.unit_id,
        "channel": "*",
        "measure": figure.measure.id,
        "kind": figure.kind,
        "subject": figure.subject,
        "n": figure.n,
        "aggregation": figure.aggregation,
        "base_rule": figure.measure.base,
        "computed_at": clock.now(),
        **_numbers(figure),
    }


def _numbers(figure: ComputedFigure) -> dict[str, Any]:
    """Return the numbers of a figure, without those that may not be shown."""
    estimate = figure.estimate
    shown = ("value", "se", "low", "high", "n_eff", "deff")
    numbers: dict[str, Any] = dict.fromkeys(shown)
    if estimate is not None and figure.is_shown:
        numbers = {name: or_none(getattr(estimate, name)) for name in shown}
    return numbers | {
        "df": estimate.df if estimate else None,
        "level": estimate.level if estimate else LEVEL,
        "method": estimate.method if estimate else NO_METHOD,
    }


def _verdict_rows(figure_id: int, figure: ComputedFigure) -> list[dict[str, Any]]:
    return [
        {
            "figure_id": figure_id,
            "index_target_id": judgement.target_id,
            "verdict": judgement.verdict.value,
            "verdict_in_list": judgement.verdict_in_list.value,
            "further_answers": judgement.further_answers,
        }
        for judgement in figure.judgements
    ]


def _option_rows(figure_id: int, figure: ComputedFigure) -> list[dict[str, Any]]:
    if figure.n < FEWEST or (figure.estimate is not None and not figure.is_shown):
        return []  # the options of a figure that is held back would tell its value
    return [
        {
            "figure_id": figure_id,
            "code": option.code,
            "n": option.n,
            "share": option.share,
        }
        for option in figure.options
    ]
