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
)
from survey import formats
from survey.i18n import gettext as _
from survey.instruments.recordings import QUESTION
from survey.responses.speech import Said, Speech
from survey.responses.wording import longest_text, sentence_for

MOUTHS = 5
FIELD = "a."
NO_SOUNDS: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option of a question; `face` counts from the worst mouth, 0, upwards."""

    code: int
    label: Said
    chosen: bool
    face: int | None
    sound: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item, ready to be shown."""

    id: str
    type: ItemType
    number: str
    text: Said
    hint: Said
    choices: tuple[Choice, ...]
    apart: tuple[Choice, ...]
    typed: str
    longest: int
    optional: bool
    error: str
    sound: str = ""
    warning: str = ""

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
        lines: list[str] = [self.hint] if self.hint else []
        if self.type is ItemType.TEXT:
            longest = formats.number(self.longest)
            lines.append(_("%(longest)s characters at most.", longest=longest))
        return [*lines, self.warning] if self.warning else lines

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
    sounds: Mapping[str, str] = NO_SOUNDS,
    warning: str = "",
) -> Question:
    """Return the item with what was sent for it, and what was wrong with that.

    Parameters
    ----------
    sounds
        Addresses of recordings: of the question under `item`, of its answers
        under their codes.
    warning
        What somebody must know who is about to write freely.
    """
    return Question(
        id=item.id,
        type=item.type,
        number=item.number or "",
        text=speech.say(item.text),
        hint=speech.say(item.hint),
        choices=tuple(_choices(item, speech, sent, sounds, missing=False)),
        apart=tuple(_choices(item, speech, sent, sounds, missing=True)),
        typed="" if item.options else "".join(sent[:1]),
        longest=longest_text(item),
        # Where nothing is required, saying so at every question would be noise.
        optional=not item.required and any(i.required for i in instrument.items()),
        error=sentence_for(problem, item) if problem else "",
        sound=sounds.get(QUESTION, ""),
        warning=warning if item.role == "comment" else "",
    )


def _choices(
    item: Item,
    speech: Speech,
    sent: Sequence[str],
    sounds: Mapping[str, str],
    *,
    missing: bool,
) -> list[Choice]:
    return [
        Choice(
            code=option.code,
            label=speech.say(option.label),
            chosen=str(option.code) in sent,
            face=face_of(item, option),
            sound=sounds.get(str(option.code), ""),
        )
        for option in item.options
        if option.missing is missing
    ]


def face_of(item: Item, option: Option) -> int | None:
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
