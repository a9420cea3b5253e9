"""Submissions and respondents for tests."""

from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from flask import url_for
from werkzeug.test import TestResponse

from questionnaires import Answer
from survey.agencies.models import Unit
from survey.database import transaction
from survey.responses.models import Channel
from survey.responses.service import Submission, submit
from survey.waves.models import Wave
from tests.clients import Browser

DAY = date(2026, 9, 7)
Sent = dict[str, Any]


def make_submission(wave: Wave, **values: Any) -> Submission:
    """Return a finished quick form that was not sent yet."""
    defaults = {
        "wave": wave,
        "unit": wave.units[0],
        "uuid": uuid4(),
        "answers": {"overall": 5},
        "language": "vi",
        "channel": Channel.PHONE,
        "day": DAY,
    }
    return Submission(**defaults | values)


def send(wave: Wave, **values: Any) -> str:
    """Submit a quick form and return its receipt."""
    with transaction():
        return submit(make_submission(wave, **values))


def send_many(wave: Wave, count: int, **values: Any) -> list[str]:
    """Submit several forms, each under a UUID of its own."""
    return [send(wave, **values) for _ in range(count)]


class Respondent:
    """Somebody at the form of an office, with a browser and no script."""

    def __init__(self, browser: Browser, wave: Wave, unit: Unit | None = None) -> None:
        self.browser = browser
        self.names = {
            "wave_slug": wave.slug,
            "unit_code": (unit or wave.units[0]).code,
        }

    def url(self, endpoint: str, **values: Any) -> str:
        application = self.browser.application
        with application.test_request_context():
            return url_for(f"responses.{endpoint}", **self.names, **values)

    def open(self, page: str = "", **query: Any) -> TestResponse:
        address = self.url("page", page_name=page) if page else self.url("start")
        return self.browser.get(address, query_string={"lang": "en"} | query)

    def begin(self, **query: Any) -> TestResponse:
        """Press the button of the start page."""
        fields = fields_of(self.open(**query).text)
        return self.browser.post(self.url("start"), data=fields)

    def answer(
        self, page: str, answers: Mapping[str, Any], **buttons: str
    ) -> TestResponse:
        """Fill a page in, over what it shows already, and press a button."""
        fields = fields_of(self.open(page).text)
        chosen = {f"a.{item}": value for item, value in answers.items()}
        return self.browser.post(
            self.url("page", page_name=page), data=fields | chosen | buttons
        )

    def answer_quickly(self, code: int = 5) -> None:
        """Fill in the quick form up to its review."""
        self.begin()
        self.answer("overall", {"overall": code})
        self.answer("comment", {"comment": "Nhanh, gọn."})

    def review(self) -> Sent:
        """Return what the review would send."""
        return fields_of(self.open("review").text)

    def send(self, fields: Sent | None = None) -> TestResponse:
        """Send the review's form, or the same fields once more."""
        return self.browser.post(self.url("submit"), data=fields or self.review())


def fields_of(html: str) -> Sent:
    """Return what a browser would send of the form on a page."""
    reader = _Fields()
    reader.feed(html)
    return reader.fields


def first_answers(html: str) -> Sent:
    """Return what somebody sends who takes the first answer to everything."""
    reader = _Fields()
    reader.feed(html)
    first = {name: values[0] for name, values in reader.choices.items()}
    typed = {name: ["1"] for name in reader.fields if name.startswith("a.")}
    return reader.fields | typed | first


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self._open: str | None = None

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        found = dict(attributes)
        name = found.get("name")
        if name is None:
            return
        if tag == "textarea":
            self._open = name
            self.fields[name] = [""]
        elif tag == "input":
            value = found.get("value") or ""
            if _is_sent(found):
                self.fields.setdefault(name, []).append(value)
            if found.get("type") in {"radio", "checkbox"}:
                self.choices.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._open = None

    def handle_data(self, text: str) -> None:
        if self._open is not None:
            # The first line break after the tag is not part of the words.
            self.fields[self._open] = [text.removeprefix("\n")]


def _is_sent(found: Mapping[str, str | None]) -> bool:
    return found.get("type") not in {"radio", "checkbox"} or "checked" in found


def whole_five_factor(code: int = 4, **others: Answer) -> dict[str, Answer]:
    """Return the answers of a complete five-factor form."""
    items = {f"cau9_{number}": code for number in range(24, 40)}
    return {"service_field": 2, **items, "overall": code, **others}
