"""The sentences that respondents read, each under a key, and saying them further.

A translation into one more language is no part of an instrument: the frozen
version and its hash stay as they are, and what was translated is laid over it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from questionnaires.model import Instrument, Item, Option, Page, Text

Translations = Mapping[str, Mapping[str, str]]
"""Sentences by language, then by key."""


def texts_of(instrument: Instrument) -> dict[str, Text]:
    """Return every sentence of the form by its key, in the order it is met.

    The keys are `title`, `heading`, `closing`, `page.<id>.title`,
    `page.<id>.intro`, `item.<id>`, `item.<id>.hint`, `item.<id>.<code>` for an
    option of its own and `scale.<id>.<code>` for one that items share.
    """
    return dict(_texts(instrument))


def _texts(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "title", instrument.title
    if instrument.heading is not None:
        yield "heading", instrument.heading
    for page in instrument.pages:
        if page.title is not None:
            yield f"page.{page.id}.title", page.title
        if page.intro is not None:
            yield f"page.{page.id}.intro", page.intro
        for item in page.items:
            yield from _texts_of_item(item)
    if instrument.closing is not None:
        yield "closing", instrument.closing


def _texts_of_item(item: Item) -> Iterator[tuple[str, Text]]:
    yield f"item.{item.id}", item.text
    if item.hint is not None:
        yield f"item.{item.id}.hint", item.hint
    for option in item.options:
        yield option_key(item, option), option.label


def option_key(item: Item, option: Option) -> str:
    """Return the key of an option: that of its scale where items share it."""
    holder = f"scale.{item.scale}" if item.scale else f"item.{item.id}"
    return f"{holder}.{option.code}"


def speaking(instrument: Instrument, translations: Translations) -> Instrument:
    """Return the instrument with its sentences in further languages.

    A sentence that was not translated has no entry in that language.
    """
    speaker = _Speaker(translations)
    return replace(
        instrument,
        title=speaker.say("title", instrument.title),
        heading=speaker.perhaps("heading", instrument.heading),
        pages=tuple(map(speaker.page, instrument.pages)),
        closing=speaker.perhaps("closing", instrument.closing),
    )


@dataclass(frozen=True)
class _Speaker:
    """Lays translations over the parts of an instrument."""

    translations: Translations

    def say(self, key: str, text: Text) -> Text:
        said = {
            language: sentences[key]
            for language, sentences in self.translations.items()
            if key in sentences
        }
        return {**text, **said} if said else text

    def perhaps(self, key: str, text: Text | None) -> Text | None:
        return None if text is None else self.say(key, text)

    def page(self, page: Page) -> Page:
        return replace(
            page,
            title=self.perhaps(f"page.{page.id}.title", page.title),
            intro=self.perhaps(f"page.{page.id}.intro", page.intro),
            items=tuple(map(self.item, page.items)),
        )

    def item(self, item: Item) -> Item:
        return replace(
            item,
            text=self.say(f"item.{item.id}", item.text),
            hint=self.perhaps(f"item.{item.id}.hint", item.hint),
            options=tuple(
                replace(option, label=self.say(option_key(item, option), option.label))
                for option in item.options
            ),
        )
