"""How answers lie in the store: one code per stored item, never words.

A multiple item is stored as one yes-or-no per option, so that every stored item has
one code and a share is counted the same way everywhere. Words go to comments, apart
from the codes, and are no stored items.
"""

from dataclasses import dataclass

from questionnaires.answers import asked_items
from questionnaires.codes import CHOSEN, NOT_ASKED, NOT_CHOSEN
from questionnaires.expression import Answers
from questionnaires.model import Instrument, Item, ItemType


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """One column of the answers: an item, or one option of a multiple item."""

    code: str
    item_id: str
    option: int | None
    type: ItemType
    position: int


def stored_items(instrument: Instrument) -> tuple[StoredItem, ...]:
    """Return the stored items in the order of the instrument, counted from 0."""
    columns = [
        (item, option)
        for item in instrument.items()
        if item.type is not ItemType.TEXT
        for option in _options(item)
    ]
    return tuple(
        StoredItem(
            code=stored_code(item.id, option),
            item_id=item.id,
            option=option,
            type=item.type,
            position=position,
        )
        for position, (item, option) in enumerate(columns)
    )


def stored_answers(instrument: Instrument, answers: Answers) -> dict[str, int]:
    """Return the codes to store, by stored code.

    An item that a skip rule left out is `NOT_ASKED`; one that was asked and left
    blank is absent, for it has no answer.
    """
    asked = {item.id for item in asked_items(instrument, answers)}
    codes: dict[str, int] = {}
    for column in stored_items(instrument):
        answer = answers.get(column.item_id)
        if column.item_id not in asked:
            codes[column.code] = NOT_ASKED
        elif isinstance(answer, tuple):
            codes[column.code] = CHOSEN if column.option in answer else NOT_CHOSEN
        elif isinstance(answer, int):
            codes[column.code] = answer
    return codes


def stored_code(item_id: str, option: int | None) -> str:
    """Return the name of a stored item: `cau2`, or `cau2.3` for one option of it."""
    return item_id if option is None else f"{item_id}.{option}"


def _options(item: Item) -> list[int | None]:
    if item.type is not ItemType.MULTIPLE:
        return [None]
    return [option.code for option in item.options]
