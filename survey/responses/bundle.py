"""A whole form as one file for the scripts: asked and answered without a request."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from questionnaires import Item, Option, Page, Text, fill
from questionnaires.expression_json import to_json
from survey import sealing, wire
from survey.agencies.service import slots_of
from survey.i18n import language
from survey.instruments.recordings import sounds_of
from survey.languages import KNOWN, VIETNAMESE
from survey.responses import client_words
from survey.responses.complaints import no_complaints
from survey.responses.contact import contact_url
from survey.responses.questions import face_of
from survey.responses.speech import MARK
from survey.responses.visit import Visit
from survey.responses.wording import longest_text

T = TypeVar("T")


class Bundle:
    """The form of one office, the office's words filled in.

    Kiosks take it in all its languages. A phone takes the reader's own first, so
    that the questions are there sooner, and the others while she reads.
    """

    def __init__(self, visit: Visit, only: str = "") -> None:
        self.visit = visit
        self.languages = [only] if only in visit.languages else visit.languages
        # A sentence that nobody has translated is said in Vietnamese.
        self.spoken = list(dict.fromkeys([*self.languages, VIETNAMESE]))
        self.slots = {code: slots_of(visit.unit, code) for code in self.spoken}
        self.sounds = sounds_of(visit.wave.instrument_version_id)
        self.warning = self._in_each(lambda: no_complaints(visit.unit))

    def encoded(self) -> bytes:
        """Return it as JSON."""
        return msgspec.json.encode({**self._form(), **self._office()})

    def _form(self) -> dict[str, Any]:
        wave, instrument = self.visit.wave, self.visit.instrument
        return {
            "form": self.visit.form,
            "wave": wave.slug,
            "unit": self.visit.unit.code,
            "instrument": self.visit.content_hash,
            "transport": wire.write_base64(sealing.transport_point()),
            "title": self._said(instrument.title),
            "minutes": instrument.minutes,
            "illustrative": wave.illustrative,
            "keep_partial": wave.keep_partial,
            "closes_on": wave.closes_on.isoformat(),
            "pages": [self._page(page) for page in instrument.pages],
        }

    def _office(self) -> dict[str, Any]:
        point = dict.fromkeys(self.spoken, "{service_point}")
        languages = [KNOWN[code] for code in self.visit.languages]
        return {
            "unit_name": self.visit.unit.name,
            "call": contact_url(self.visit),
            "office": self._said(point),
            "languages": [
                {"code": one.code, "name": one.name, "name_in": one.name_in}
                for one in languages
            ],
            "words": self._in_each(self._words),
        }

    def _words(self) -> dict[str, str]:
        # Of a language that is only read aloud nothing was translated.
        mark = MARK.striptags() if language() in self.visit.instrument.title else ""
        return {**client_words.asking(), "mark": mark}

    def _page(self, page: Page) -> dict[str, Any]:
        return {
            "id": page.id,
            "title": self._said(page.title),
            "intro": self._said(page.intro),
            "items": [self._item(item) for item in page.items],
        }

    def _item(self, item: Item) -> dict[str, Any]:
        return {
            "id": item.id,
            "number": item.number,
            "type": item.type,
            "text": self._said(item.text),
            "hint": self._said(item.hint),
            "warning": self.warning if item.role == "comment" else None,
            "required": item.required,
            "ask_if": to_json(item.ask_if) if item.ask_if else None,
            "low": item.low,
            "high": item.high,
            "longest": longest_text(item),
            "options": [self._option(item, option) for option in item.options],
            "audio": {
                code: sounds[item.id]
                for code, sounds in self.sounds.items()
                if code in self.languages and item.id in sounds
            },
        }

    def _option(self, item: Item, option: Option) -> dict[str, Any]:
        return {
            "code": option.code,
            "label": self._said(option.label),
            "missing": option.missing,
            "face": face_of(item, option),
        }

    def _said(self, text: Text | None) -> dict[str, str] | None:
        """Return a sentence in each language that has it, or in Vietnamese."""
        if text is None:
            return None
        codes = [code for code in self.languages if code in text]
        if len(codes) < len(self.languages):
            codes = [code for code in self.spoken if code in text]
        return {code: fill(text[code], self.slots[code]) for code in codes}

    def _in_each(self, say: Callable[[], T]) -> dict[str, T]:
        """Return what is said in each language of the form."""
        before, said = language(), {}
        for code in self.languages:
            self.visit.speak(code)
            said[code] = say()
        self.visit.speak(before)
        return said
