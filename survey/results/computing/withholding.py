"""Takes out of computed figures what would tell somebody's answer.

Which counts stay hidden is decided for one question at a time, for all units and
their sum together (`analysis.disclosure`). An option that is not printed has no row
in the database either. A mean of few answers is kept back where an option of its
questions is: with the others it would give the hidden ones away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.disclosure.suppression import StillTold, protect
from analysis.disclosure.tables import CountTable
from questionnaires import Instrument, Item, ItemType
from survey.results.computing.computed import ComputedFigure
from survey.results.errors import WouldTellAnAnswer
from survey.results.printing import FEWEST, FEWEST_FOR_A_VERDICT, Band, band
from survey.results.subjects import SINGLE_ITEM, subjects_of

MEAN_STEP = 0.01  # means are printed with two decimals

Row = tuple[int | None, str]
"""A unit, or nothing for their sum; and an item."""

Codes = Mapping[Row, frozenset[int]]
"""Codes of options, by row and item."""


@dataclass(frozen=True)
class Withheld:
    """Which options are not printed, and which items only in bands."""

    codes: Codes
    small: frozenset[Row]

    def hides(self, unit_id: int | None, items: Sequence[str]) -> frozenset[int]:
        """Return the codes hidden in any of the items."""
        found = [self.codes.get((unit_id, item), frozenset()) for item in items]
        return frozenset().union(*found)

    def touches(self, unit_id: int | None, item: str, codes: frozenset[int]) -> bool:
        """Return whether some of the codes are hidden, or only told in bands."""
        row = (unit_id, item)
        return row in self.small or bool(self.codes.get(row, frozenset()) & codes)


def withhold(
    figures: Sequence[ComputedFigure],
    instrument: Instrument,
    printed_before: Codes | None = None,
) -> list[ComputedFigure]:
    """Return the figures without what would tell an answer.

    Parameters
    ----------
    figures
        All figures of a publication, with the options of every item.
    instrument
    printed_before
        Options that an earlier version of the publication printed.

    Raises
    ------
    WouldTellAnAnswer
        If an answer could be told whatever is hidden.
    """
    singles: dict[str, list[ComputedFigure]] = {}
    for figure in figures:
        if figure.aggregation == SINGLE_ITEM and figure.options:
            singles.setdefault(figure.subject, []).append(figure)
    codes: dict[Row, frozenset[int]] = {}
    small: set[Row] = set()
    for item_id, of_item in singles.items():
        sizes = _sizes(of_item)
        small |= {(u, item_id) for u, n in sizes.items() if band(n) is Band.INDICATIVE}
        hidden = _hidden(instrument.item(item_id), of_item, sizes, printed_before or {})
        codes |= {(unit, item_id): those for unit, those in hidden.items()}
    withheld = Withheld(codes=codes, small=frozenset(small))
    return [_without(figure, withheld, instrument) for figure in figures]


def _without(
    figure: ComputedFigure, withheld: Withheld, instrument: Instrument
) -> ComputedFigure:
    if figure.n < FEWEST_FOR_A_VERDICT:
        return figure  # printed in bands, or not at all
    subjects = subjects_of(figure.measure, instrument)
    items = next(s.items for s in subjects if s.id == figure.subject)
    hidden = withheld.hides(figure.unit_id, items)
    if any((figure.unit_id, item) in withheld.small for item in items):
        figure = replace(figure, options=())  # exact sums would undo the bands
    kept = tuple(option for option in figure.options if option.code not in hidden)
    if figure.measure.kind == "mean" and _is_sharp(figure.n, instrument, items):
        scored = [(item, _scores(instrument.item(item))) for item in items]
        if any(withheld.touches(figure.unit_id, item, codes) for item, codes in scored):
            return replace(figure, options=kept, estimate=None)
    return replace(figure, options=kept)


def _is_sharp(n: int, instrument: Instrument, items: Sequence[str]) -> bool:
    """Whether a mean of two decimals says the sum of the codes too exactly.

    Rounding leaves the sum open by a hundredth of the answers. Where that is twice
    the width of the scale or more, an answer may have moved from any option to any
    other, one way or the other, without the mean being printed differently.
    """
    scores = [_scores(instrument.item(item)) for item in items]
    width = max((max(codes) - min(codes) for codes in scores if codes), default=0)
    return n * MEAN_STEP < 2 * width


def _scores(item: Item) -> frozenset[int]:
    """Return the codes that enter a mean."""
    return frozenset(item.valid_codes)


def _sizes(figures: Sequence[ComputedFigure]) -> dict[int | None, int]:
    sizes: dict[int | None, int] = {}
    for figure in figures:
        sizes[figure.unit_id] = max(sizes.get(figure.unit_id, 0), figure.n)
    return sizes


def _hidden(
    item: Item,
    figures: Sequence[ComputedFigure],
    sizes: Mapping[int | None, int],
    printed_before: Codes,
) -> dict[int | None, frozenset[int]]:
    """Return the hidden codes of each unit, and of their sum, for one item."""
    if sizes.get(None, 0) < FEWEST_FOR_A_VERDICT:
        return {}
    counted = {f.unit_id: [option.n for option in f.options] for f in figures}
    codes = [option.code for option in figures[0].options]
    units = _units_of_the_sum(counted, sizes)
    if not units:
        return {}
    n = np.array([sizes[unit] for unit in units])
    together = item.type is ItemType.MULTIPLE
    counts = np.array([counted[unit] for unit in units])
    table = CountTable(
        counts=counts,
        groups=np.arange(len(codes)) if together else _groups(item, figures, codes),
        banded=np.array([band(size) is Band.INDICATIVE for size in n]),
        silent=n < FEWEST,
        sizes=n if together else counts.sum(axis=1),
        chosen_together=together,
        printed_before=_before(item, units, codes, printed_before),
    )
    try:
        hidden = protect(table).hidden
    except StillTold as error:
        raise WouldTellAnAnswer(item.number or item.id) from error
    found = np.array(codes)
    return {
        unit: frozenset(found[row].tolist())
        for unit, row in zip([*units, None], hidden, strict=True)
    }


def _units_of_the_sum(
    counted: Mapping[int | None, Sequence[int]], sizes: Mapping[int | None, int]
) -> list[int]:
    """Return the units whose answers the printed sum holds.

    Units with fewer than ten answers are part of it together, or not at all.
    """
    units = [unit for unit in counted if unit is not None]
    whole = sum(counted[None])
    everybody = [unit for unit in units if sum(counted[unit])]
    if sum(sum(counted[unit]) for unit in everybody) == whole:
        return everybody
    return [unit for unit in everybody if sizes[unit] >= FEWEST]


def _groups(
    item: Item, figures: Sequence[ComputedFigure], codes: Sequence[int]
) -> np.ndarray:
    """Return the groups of options whose sums the shares of the item give away.

    The first is that of the satisfied, if a share is printed at all.
    """
    shares = {f.measure.id: f.measure for f in figures if f.measure.kind == "share"}
    hits = [
        item.favourable if measure.codes is None else measure.codes
        for measure in shares.values()
    ]
    marks = [
        (code in item.missing_codes, *(code not in those for those in hits))
        for code in codes
    ]
    order = sorted(set(marks))
    return np.array([order.index(mark) for mark in marks])


def _before(
    item: Item, units: Sequence[int], codes: Sequence[int], printed: Codes
) -> np.ndarray:
    return np.array(
        [
            [code in printed.get((unit, item.id), ()) for code in codes]
            for unit in [*units, None]
        ]
    )
