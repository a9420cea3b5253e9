"""What a row's answers leave out, by the skip rules of the instrument."""

from collections.abc import Mapping

from questionnaires import Instrument, asked_items
from questionnaires.expression import references
from survey.imports.item_readers import ASKED_NOT, Reading


class SkipRules:
    """The skip rules that can be judged from the columns a file has."""

    def __init__(self, instrument: Instrument, mapped: Mapping[str, object]) -> None:
        self._instrument = instrument
        self._judged = _judged(instrument, mapped)

    def apply(self, readings: dict[str, Reading]) -> list[str]:
        """Mark what was not asked; return what is answered all the same."""
        left_out = self._left_out(readings) if self._judged else []
        against = [name for name in left_out if readings[name].answer is not None]
        for name in left_out:
            readings[name] = ASKED_NOT
        return against

    def _left_out(self, readings: Mapping[str, Reading]) -> list[str]:
        answers = {
            name: reading.answer
            for name, reading in readings.items()
            if reading.answer is not None
        }
        asked = {item.id for item in asked_items(self._instrument, answers)}
        return [name for name in self._judged if name not in asked]


def _judged(instrument: Instrument, mapped: Mapping[str, object]) -> list[str]:
    """Return the items with a rule of which everything it looks at is mapped.

    A rule that looks at an item without a column cannot be judged, nor can one that
    looks at an item whose own rule cannot be: such items count as asked.
    """
    known: set[str] = set()
    ruled = []
    for item in instrument.items():
        looked_at = references(item.ask_if) if item.ask_if is not None else set()
        if item.id in mapped and looked_at <= known:
            known.add(item.id)
            if item.ask_if is not None:
                ruled.append(item.id)
    return ruled
