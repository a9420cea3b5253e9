"""A respondent at the form of one office: what her request names and brings."""

import base64
import binascii
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import abort, current_app, request, url_for
from werkzeug.wrappers import Response

from questionnaires import Instrument, Page
from survey.agencies.models import Unit
from survey.agencies.service import slots_of
from survey.i18n import language, use_language, wanted
from survey.instruments.offering import asked_in
from survey.instruments.service import get_content_hash
from survey.responses import drafts, trust
from survey.responses.drafts import Content
from survey.responses.errors import DraftIsGone
from survey.responses.speech import Speech
from survey.waves import service as waves
from survey.waves.models import Wave, WaveKind

REVIEW = "review"
SUBMIT = "submit"
CONTACT = "contact"


@dataclass(frozen=True)
class Visit:
    """The form of one office in one wave, and this browser's way through it."""

    wave: Wave
    unit: Unit
    instrument: Instrument
    # What the form can be answered in, as far as the wave offers it.
    languages: list[str]

    @property
    def form(self) -> str:
        """Return the name that tokens and drafts of this form are bound to."""
        return f"{self.wave.slug}/{self.unit.code}"

    @cached_property
    def content_hash(self) -> str:
        """Return what tells its questionnaire from any other."""
        return get_content_hash(self.wave.instrument_version_id)

    @property
    def speech(self) -> Speech:
        """Return the language of this request and the words of this office."""
        return Speech(
            language=language(),
            slots=slots_of(self.unit, language()),
            # Of a language that is only read aloud nothing was translated.
            marks=language() in self.instrument.title,
        )

    def speak(self, code: str) -> str:
        """Choose a language for this request, as far as the form has it."""
        use_language(code if code in self.languages else self.languages[0])
        return language()

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of a view of this form."""
        return url_for(
            f"responses.{endpoint}",
            wave_slug=self.wave.slug,
            unit_code=self.unit.code,
            **values,
        )

    def page_url(self, page: Page | None, **values: Any) -> str:
        """Return the address of a page; of the review where there is none."""
        if page is None:
            return self.url("review", **values)
        return self.url("page", page_name=name_of(page), **values)

    def find_page(self, page_name: str) -> Page | None:
        """Return the page with this name in its address, or nothing."""
        pages = self.instrument.pages
        return next((page for page in pages if name_of(page) == page_name), None)

    def get_page(self, page_name: str) -> Page:
        """Return the page with this name, or end the request with a 404 page."""
        return self.find_page(page_name) or abort(404)

    def find_draft(self, *, lock: bool = False) -> Content | None:
        """Return what this browser has answered so far, and speak its language."""
        key = draft_key()
        content = drafts.find(key, self.form, lock=lock) if key else None
        if content is not None:
            self.speak(content.language)
        return content

    def get_draft(self, *, lock: bool = False) -> Content:
        """Return what this browser has answered so far; it must have begun."""
        content = self.find_draft(lock=lock)
        if content is None:
            raise DraftIsGone
        return content

    def save_draft(self, content: Content) -> None:
        """Keep what this browser has answered."""
        drafts.save(draft_key() or b"", content, self.form)

    def check_post(self, uuid: UUID) -> None:
        """Refuse a post that our form with this UUID has not sent."""
        trust.check_origin(request.headers, f"{request.scheme}://{request.host}")
        trust.check_token(uuid, self.form, request.form.get("token", ""))

    def get_uuid(self) -> UUID:
        """Return the UUID of the form that was posted, once that is known good."""
        uuid = trust.read_uuid(request.form.get("uuid", ""))
        self.check_post(uuid)
        return uuid


def name_of(page: Page) -> str:
    """Return what an address calls a page.

    An instrument may call a page of its own `review`; no id ends in a hyphen.
    """
    return f"{page.id}-" if page.id in {REVIEW, SUBMIT, CONTACT} else page.id


def look_for(wave_slug: str, unit_code: str) -> Visit | None:
    """Return the visit at a form that was named, or nothing."""
    # PostgreSQL refuses a NUL even as a question, and no name has one.
    if not (wave_slug.isprintable() and unit_code.isprintable()):
        return None
    wave = waves.find_wave(wave_slug)
    if wave is None or wave.kind is not WaveKind.COUNTER:
        return None
    unit = waves.find_rated_unit(wave, unit_code)
    if unit is None:
        return None
    instrument, languages = asked_in(wave.instrument_version_id, wave.languages)
    return Visit(wave, unit, instrument, languages) if languages else None


def find_visit(wave_slug: str, unit_code: str) -> Visit:
    """Return the visit that an address names, or end it with a 404 page."""
    visit = look_for(wave_slug, unit_code) or abort(404)
    visit.speak(wanted())
    return visit


def open_visit(wave_slug: str, unit_code: str) -> Visit:
    """Return the visit that an address names, if its wave takes answers today."""
    visit = find_visit(wave_slug, unit_code)
    waves.check_accepts(visit.wave)
    return visit


def draft_key() -> bytes | None:
    """Return the key that this browser's cookie holds, if it holds one."""
    try:
        return base64.urlsafe_b64decode(request.cookies.get(_cookie_name(), ""))
    except (binascii.Error, ValueError):
        return None


def keep_draft(response: Response, visit: Visit, key: bytes) -> Response:
    """Give the key of a draft to the browser, for this form and no other page."""
    response.set_cookie(
        _cookie_name(),
        base64.urlsafe_b64encode(key).decode("ascii"),
        max_age=drafts.LIFETIME,
        path=visit.url("start"),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )
    return response


def forget_draft(response: Response, visit: Visit) -> Response:
    """Take the key away from the browser."""
    response.delete_cookie(
        _cookie_name(),
        path=visit.url("start"),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )
    return response


def _cookie_name() -> str:
    return "__Secure-draft" if current_app.config["TLS"] else "draft"
