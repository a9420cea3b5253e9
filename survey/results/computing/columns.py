"""An item as a measure counts it: who is in its base, and what is a hit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.arrays import Floats
from questionnaires import CHOSEN, NOT_ASKED, NOT_CHOSEN, Item, ItemType, Measure
from survey.results.computing.domain import ItemTotals


@dataclass(frozen=True)
class OptionCount:
    """Answers with one code; outside the base the code says why there is none."""

    code: int
    n: int
    weight: float
    in_base: bool


@dataclass(frozen=True, eq=False)
class Column:
    """The answers to one item in a domain of m PSUs.

    Attributes
    ----------
    above, base : ndarray of float, shape (m,)
        Weighted hits (for a mean: weighted sum of codes), and weighted answers.
    n, n_hits : int
        Answers and hits, unweighted.
    sum_squares : float
        Weighted sum of squared codes.
    options : tuple of OptionCount
        In the order shown; none for a number.
    """

    above: Floats
    base: Floats
    n: int
    n_hits: int
    sum_squares: float
    options: tuple[OptionCount, ...]


def column_of(measure: Measure, item: Item, answers: ItemTotals) -> Column:
    """Return the answers to an item that is stored as one code."""
    with_missing = measure.base == "with_missing" and measure.kind != "mean"
    base = _base_codes(item, answers, with_missing=with_missing)
    hits = item.favourable if measure.codes is None else measure.codes
    scores = np.array([code if code in base else 0 for code in answers.codes], float)
    sums = answers.totals @ scores
    return Column(
        above=sums if measure.kind == "mean" else answers.weight_of(hits),
        base=answers.weight_of(base),
        n=answers.count_of(base),
        n_hits=answers.count_of(hits),
        sum_squares=float(answers.totals.sum(axis=0) @ scores**2),
        options=tuple(
            _option(answers, option.code, in_base=option.code in base)
            for option in item.options
        ),
    )


def column_of_multiple(item: Item, answers: Mapping[int, ItemTotals]) -> Column:
    """Return the answers to an item that is stored as yes or no for each option."""
    first = answers[item.options[0].code]
    said = (CHOSEN, NOT_CHOSEN)
    base = first.weight_of(said)
    missing = set(item.missing_codes)
    return Column(
        above=np.zeros_like(base),
        base=base,
        n=first.count_of(said),
        n_hits=0,
        sum_squares=0.0,
        options=tuple(
            OptionCount(
                code=code,
                n=totals.count_of([CHOSEN]),
                weight=float(totals.weight_of([CHOSEN]).sum()),
                in_base=code not in missing,
            )
            for code, totals in answers.items()
        ),
    )


def _base_codes(
    item: Item, answers: ItemTotals, *, with_missing: bool
) -> frozenset[int]:
    if item.type is ItemType.NUMBER:
        return frozenset(answers.codes) - {NOT_ASKED, *item.missing_codes}
    missing = item.missing_codes if with_missing else ()
    return frozenset((*item.valid_codes, *missing))


def _option(answers: ItemTotals, code: int, *, in_base: bool) -> OptionCount:
    return OptionCount(
        code=code,
        n=answers.count_of([code]),
        weight=float(answers.weight_of([code]).sum()),
        in_base=in_base,
    )
