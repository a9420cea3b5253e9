"""Items as a page shows them: words filled in, answers put back, errors in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires import (
    Answers,
    Instrument,
    Item,
    ItemType,
    Option,
    Problem,
    Text,
    fill,
)
from survey import formats
from survey.i18n import gettext as _
from survey.responses.wording import longest_text, sentence_for

MOUTHS = 5
FIELD = "a."


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The language of a page, and the words of its office."""

    language: str
    slots: Mapping[str, str]

    def say(self, text: Text | None) -> str:
        """Return a sentence with the words of the office; empty if there is none."""
        return fill(text[self.language], self.slots) if text else ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option of a question; `face` counts from the worst mouth, 0, upwards."""

    code: int
    label: str
    chosen: bool
    face: int | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item, ready to be shown."""

    id: str
    type: ItemType
    number: str
    text: str
    hint: str
    choices: tuple[Choice, ...]
    apart: tuple[Choice, ...]
    typed: str
    longest: int
    optional: bool
    error: str

    @property
    def field(self) -> str:
        """Return the name of the question in a form."""
        return FIELD + self.id

    @property
    def first_input(self) -> str:
        """Return the id of the input that a link to the question leads to."""
        every = (*self.choices, *self.apart)
        return f"{self.id}-{every[0].code}" if every else self.id

    @property
    def hint_lines(self) -> list[str]:
        """Return what helps to answer, above the answers."""
        lines = [self.hint] if self.hint else []
        if self.type is ItemType.TEXT:
            longest = formats.number(self.longest)
            lines.append(_("%(longest)s characters at most.", longest=longest))
        return lines

    @property
    def described_by(self) -> str:
        """Return the ids of what a screen reader reads after the question."""
        parts = (("hint", self.hint_lines), ("error", self.error))
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)


def question(
    item: Item,
    speech: Speech,
    instrument: Instrument,
    *,
    sent: Sequence[str],
    problem: Problem | None = None,
) -> Question:
    """Return the item with what was sent for it, and what was wrong with that."""
    return Question(
        id=item.id,
        type=item.type,
        number=item.number or "",
        text=speech.say(item.text),
        hint=speech.say(item.hint),
        choices=tuple(_choices(item, speech, sent, missing=False)),
        apart=tuple(_choices(item, speech, sent, missing=True)),
        typed="" if item.options else "".join(sent[:1]),
        longest=longest_text(item),
        # Where nothing is required, saying so at every question would be noise.
        optional=not item.required and any(i.required for i in instrument.items()),
        error=sentence_for(problem, item) if problem else "",
    )


def _choices(
    item: Item, speech: Speech, sent: Sequence[str], *, missing: bool
) -> list[Choice]:
    return [
        Choice(
            code=option.code,
            label=speech.say(option.label),
            chosen=str(option.code) in sent,
            face=_face(item, option),
        )
        for option in item.options
        if option.missing is missing
    ]


def _face(item: Item, option: Option) -> int | None:
    """Return the mouth of an option, by its place between worst and best."""
    codes = item.valid_codes
    if not item.faces or option.code not in codes or len(codes) < 2:
        return None
    place = codes.index(option.code)
    if codes[0] in item.favourable:  # the best stands first
        place = len(codes) - 1 - place
    return round(place * (MOUTHS - 1) / (len(codes) - 1))


def as_sent(answers: Answers, item: Item) -> list[str]:
    """Return an answer as the strings in which a form would send it."""
    answer = answers.get(item.id)
    if answer is None:
        return []
    if isinstance(answer, tuple):
        return [str(code) for code in answer]
    return [str(answer)]


def in_words(answers: Answers, item: Item, speech: Speech) -> list[str]:
    """Return an answer as the respondent reads it, a line for each choice."""
    chosen = as_sent(answers, item)
    if not item.options:
        return chosen
    return [
        speech.say(option.label)
        for option in item.options
        if str(option.code) in chosen
    ]
