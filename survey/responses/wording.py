"""What is wrong with an answer, in words that say what to do."""

from questionnaires import Item, ItemType, Problem, ProblemKind
from questionnaires.model import LONGEST_TEXT
from survey import formats
from survey.i18n import gettext as _


def sentence_for(problem: Problem, item: Item) -> str:
    """Return what the respondent should do about the problem."""
    match problem.kind:
        case ProblemKind.REQUIRED:
            return _missing(item)
        case ProblemKind.TOO_LONG:
            return _(
                "Please shorten this to %(longest)s characters.",
                longest=formats.number(longest_text(item)),
            )
        case ProblemKind.NOT_TEXT:
            return _("Some characters could not be read. Please type this once more.")
        case ProblemKind.NOT_A_NUMBER | ProblemKind.OUT_OF_RANGE:
            return _(
                "Please write a whole number from %(low)s to %(high)s.",
                low=formats.number(item.low or 0),
                high=formats.number(item.high or 0),
            )
        case _:
            return _("Please choose one of the answers shown.")


def _missing(item: Item) -> str:
    if item.type is ItemType.RATING:
        return _("Please choose a level before you continue.")
    if item.type in {ItemType.SINGLE, ItemType.MULTIPLE}:
        return _("Please choose an answer before you continue.")
    return _("Please fill this in before you continue.")


def longest_text(item: Item) -> int:
    """Return how many characters the item takes."""
    return LONGEST_TEXT if item.longest is None else item.longest
