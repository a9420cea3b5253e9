"""A questionnaire as paper shows it: rows of boxes, lists, grids and lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from questionnaires import Answer, Instrument, Item, ItemType, Page, evaluate
from questionnaires.expression import references
from survey.agencies.models import Unit
from survey.agencies.service import slots_of
from survey.i18n import VIETNAMESE
from survey.i18n import gettext as _
from survey.responses.questions import Question, question
from survey.responses.speech import Speech


class Shape(StrEnum):
    """How a block of questions is drawn."""

    ROW = "row"  # boxes side by side, best for a scale
    LIST = "list"  # boxes below each other
    GRID = "grid"  # several items that share a scale; only on paper
    LINES = "lines"  # room to write


@dataclass(frozen=True)
class Block:
    """Questions that are drawn together, and who should answer them."""

    shape: Shape
    questions: list[Question]
    condition: str


@dataclass(frozen=True)
class Section:
    """A page of the questionnaire; on paper a stretch with a title."""

    title: str
    intro: str
    blocks: list[Block]


def lay_out(instrument: Instrument, unit: Unit) -> list[Section]:
    """Return the questionnaire of an office in Vietnamese, without answers."""
    speech = Speech(language=VIETNAMESE, slots=slots_of(unit, VIETNAMESE), marks=False)
    sections: list[Section] = []
    said = ""
    for page in instrument.pages:
        blocks = list(_blocks(page, instrument, speech))
        intro = speech.say(page.intro).plain
        # What was said once need not be said again: paper is one page after another.
        new = "" if intro == said else intro
        sections.append(Section(speech.say(page.title).plain, new, blocks))
        said = intro or said
    return sections


def _blocks(page: Page, instrument: Instrument, speech: Speech) -> Iterator[Block]:
    for _scale, together in groupby(page.items, key=_kinship):
        items = list(together)
        shown = [question(item, speech, instrument, sent=()) for item in items]
        shape = Shape.GRID if len(items) > 1 else _shape(items[0])
        yield Block(shape, shown, condition(items[0], instrument, speech))


def _kinship(item: Item) -> str:
    """Return what neighbours share that stand in one grid; else their own id."""
    if item.scale is None or item.ask_if is not None:
        return f"item {item.id}"
    return f"scale {item.scale}"


def _shape(item: Item) -> Shape:
    if not item.options:
        return Shape.LINES
    return Shape.ROW if item.type is ItemType.RATING else Shape.LIST


def condition(item: Item, instrument: Instrument, speech: Speech) -> str:
    """Return for whom the item is, in words; nothing where it is for everybody."""
    if item.ask_if is None:
        return ""
    names = references(item.ask_if)
    asked = instrument.item(next(iter(names)))
    if len(names) == 1 and asked.options:
        labels = [
            speech.say(option.label).plain
            for option in asked.options
            if evaluate(item.ask_if, {asked.id: _alone(asked, option.code)})
        ]
        return _("Only if you ticked: %(answers)s.", answers=", ".join(labels))
    return _("Only if this is about you.")


def _alone(item: Item, code: int) -> Answer:
    return (code,) if item.type is ItemType.MULTIPLE else code


def fits_half_a_page(sections: Iterable[Section]) -> bool:
    """Say whether two slips go on a page of A4: a scale, some reasons, a line."""
    shapes = [block.shape for section in sections for block in section.blocks]
    return len(shapes) <= 3 and Shape.GRID not in shapes
