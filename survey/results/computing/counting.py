"""Every item of every measure in one domain, and what must stay uncounted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires import Instrument, ItemType, Measure, stored_code
from survey.results.computing.columns import Column, column_of, column_of_multiple
from survey.results.computing.domain import NOBODY, Domain
from survey.results.printing import FEWEST
from survey.results.subjects import measured_items

Key = tuple[str, str]
"""A measure and an item of it."""

Columns = Mapping[Key, Column]
Hidden = Mapping[Key, frozenset[int]]


@dataclass(frozen=True)
class Counter:
    """Counts the items of an instrument; `ids` are the database's, by stored code."""

    instrument: Instrument
    ids: Mapping[str, int]

    def columns(self, domain: Domain, hidden: Hidden | None = None) -> Columns:
        """Return all columns of a domain, without the units hidden from each."""
        return {
            (measure.id, item): self._column(
                measure, item, domain, (hidden or {}).get((measure.id, item), NOBODY)
            )
            for measure, item in self._measured()
        }

    def _column(
        self, measure: Measure, item_id: str, domain: Domain, without: frozenset[int]
    ) -> Column:
        item = self.instrument.item(item_id)
        if item.type is not ItemType.MULTIPLE:
            answers = domain.answers(self.ids[item_id], without=without)
            return column_of(measure, item, answers)
        by_option = {
            option.code: domain.answers(
                self.ids[stored_code(item_id, option.code)], without=without
            )
            for option in item.options
        }
        return column_of_multiple(item, by_option)

    def _measured(self) -> Iterator[tuple[Measure, str]]:
        for measure in self.instrument.measures:
            for item_id in measured_items(measure, self.instrument):
                yield measure, item_id


def hidden_units(sizes: Mapping[int, Mapping[Key, int]]) -> Hidden:
    """Return the units whose answers to an item stay out of the sum of all units.

    A unit's item with fewer than ten answers is not published; if the sum of all
    units held it, subtracting the published units would reveal it. So the hidden
    enter the sum together where they are ten or more, and not at all where fewer.

    Parameters
    ----------
    sizes
        Answers to each item, by unit.
    """
    few: dict[Key, dict[int, int]] = {}
    for unit, by_key in sizes.items():
        for key, n in by_key.items():
            if 0 < n < FEWEST:
                few.setdefault(key, {})[unit] = n
    return {
        key: frozenset(by_unit)
        for key, by_unit in few.items()
        if sum(by_unit.values()) < FEWEST
    }
