"""Instruments as data: YAML file, schema, checks, frozen model, answers."""

from questionnaires.answers import (
    Answer,
    Problem,
    ProblemKind,
    asked_items,
    read_answers,
)
from questionnaires.codes import CHOSEN, NOT_ASKED, NOT_CHOSEN
from questionnaires.document import content_hash, from_document, to_document
from questionnaires.errors import ExpressionError, InstrumentError
from questionnaires.expression import Answers, Expression, evaluate
from questionnaires.expression_json import from_json, to_json
from questionnaires.loader import INSTRUMENTS, load_instrument, parse_instrument
from questionnaires.model import (
    Instrument,
    Item,
    ItemType,
    LegalBasis,
    Measure,
    Node,
    Option,
    Page,
    Scale,
    Text,
)
from questionnaires.parser import parse_expression
from questionnaires.slots import SLOTS, USUAL_WORDS, fill
from questionnaires.stored import (
    StoredItem,
    stored_answers,
    stored_code,
    stored_items,
)
from questionnaires.texts import Translations, speaking, texts_of
from questionnaires.translation import Translation, read_translation

__all__ = [
    "CHOSEN",
    "INSTRUMENTS",
    "NOT_ASKED",
    "NOT_CHOSEN",
    "SLOTS",
    "USUAL_WORDS",
    "Answer",
    "Answers",
    "Expression",
    "ExpressionError",
    "Instrument",
    "InstrumentError",
    "Item",
    "ItemType",
    "LegalBasis",
    "Measure",
    "Node",
    "Option",
    "Page",
    "Problem",
    "ProblemKind",
    "Scale",
    "StoredItem",
    "Text",
    "Translation",
    "Translations",
    "asked_items",
    "content_hash",
    "evaluate",
    "fill",
    "from_document",
    "from_json",
    "load_instrument",
    "parse_expression",
    "parse_instrument",
    "read_answers",
    "read_translation",
    "speaking",
    "stored_answers",
    "stored_code",
    "stored_items",
    "texts_of",
    "to_document",
    "to_json",
]
