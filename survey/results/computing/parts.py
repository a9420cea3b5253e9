"""The figures of one domain: of a unit, or of all units together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.arrays import Integers
from analysis.estimate import Estimate
from questionnaires import Instrument, Measure
from survey.results.computing.columns import Column
from survey.results.computing.computed import ComputedFigure, OptionRow
from survey.results.computing.counting import Columns, Key
from survey.results.computing.estimates import (
    composite_mean,
    composite_share,
    importance,
    item_mean,
    item_share,
)
from survey.results.printing import FEWEST
from survey.results.subjects import SINGLE_ITEM, Subject, subjects_of


@dataclass(frozen=True, kw_only=True)
class Part:
    """What the figures of one domain are made of.

    `responses` counts those with a valid answer under each composite, `left_out`
    the answers to an item that may not enter the sum; `deff` is assumed where
    everybody or nobody is satisfied.
    """

    unit_id: int | None
    strata: Integers
    columns: Columns
    left_out: Mapping[Key, int]
    responses: Mapping[str, int]
    deff: float


def figures_of(part: Part, instrument: Instrument) -> Iterator[ComputedFigure]:
    """Yield all figures of a domain."""
    for measure in instrument.measures:
        for subject in subjects_of(measure, instrument):
            if subject.is_item:
                yield _of_item(part, measure, subject.id)
            else:
                yield _of_composite(part, measure, subject)


def _of_item(part: Part, measure: Measure, item_id: str) -> ComputedFigure:
    column = part.columns[measure.id, item_id]
    shown = column.n >= FEWEST
    return ComputedFigure(
        unit_id=part.unit_id,
        measure=measure,
        subject=item_id,
        aggregation=SINGLE_ITEM,
        n=column.n,
        estimate=_item_estimate(part, measure, column) if shown else None,
        options=tuple(_option_rows(column)),
    )


def _item_estimate(part: Part, measure: Measure, column: Column) -> Estimate | None:
    if measure.kind == "options":
        return None
    if measure.kind == "mean":
        return item_mean(column, part.strata)
    return item_share(column, part.strata, pooled_deff=part.deff)


def _option_rows(column: Column) -> Iterator[OptionRow]:
    total = float(column.base.sum())
    for option in column.options:
        share = option.weight / total if option.in_base and total else None
        yield OptionRow(code=option.code, n=option.n, share=share)


def _of_composite(part: Part, measure: Measure, subject: Subject) -> ComputedFigure:
    """Compose the items that are themselves published.

    An item with fewer than ten answers stays out: the composite would give it
    away to whoever subtracts the others, and one answer's spread cannot be seen.
    """
    columns = [part.columns[measure.id, item] for item in subject.items]
    kept = [i for i, column in enumerate(columns) if column.n >= FEWEST]
    chosen = [columns[i] for i in kept]
    factors = [subject.factors[i] for i in kept]
    n = _responses(part, measure, subject)
    return ComputedFigure(
        unit_id=part.unit_id,
        measure=measure,
        subject=subject.id,
        aggregation=measure.aggregation,
        n=n,
        estimate=_composite(part, measure, chosen, factors, n) if chosen else None,
        options=_composite_options(measure, chosen, factors) if chosen else (),
    )


def _composite(
    part: Part,
    measure: Measure,
    columns: Sequence[Column],
    factors: Sequence[int],
    n: int,
) -> Estimate:
    composed = composite_mean
    if measure.kind == "share":
        composed = partial(composite_share, pooled_deff=part.deff)
    return composed(
        columns, part.strata, n=n, aggregation=measure.aggregation, factors=factors
    )


def _responses(part: Part, measure: Measure, subject: Subject) -> int:
    """Return how many responses a composite surely rests on.

    Where answers are left out, some responses may hold nothing else; then this is
    the smallest number that there can be.
    """
    keys = [(measure.id, item) for item in subject.items]
    sizes = [part.columns[key].n for key in keys]
    kept = [n for n in sizes if n >= FEWEST] or sizes
    missing = sum(n for n in sizes if n < FEWEST)
    missing += sum(part.left_out.get(key, 0) for key in keys)
    return max(*kept, part.responses.get(subject.base or "", 0) - missing, 0)


def _composite_options(
    measure: Measure, columns: Sequence[Column], factors: Sequence[int]
) -> tuple[OptionRow, ...]:
    """Return the composed share of each option, where all items have the same."""
    scales = {tuple((o.code, o.in_base) for o in column.options) for column in columns}
    if len(scales) > 1:
        return ()
    weights = importance(columns, aggregation=measure.aggregation, factors=factors)
    totals = np.array([column.base.sum() for column in columns])
    return tuple(
        OptionRow(
            code=same[0].code,
            n=sum(option.n for option in same),
            share=float(weights @ ([option.weight for option in same] / totals))
            if same[0].in_base
            else None,
        )
        for same in zip(*(column.options for column in columns), strict=True)
    )
