"""Start pages kept ready for a moment: drawn once, handed out to many.

Every visitor finds a UUID and a token of her own in the places of those that
the page was drawn with, which nothing else in it can be equal to.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import request

from survey.i18n import COOKIE as LANGUAGE
from survey.look import look
from survey.responses.at_hand import at_hand
from survey.responses.trust import token_of

# Whoever brings or asks for anything else gets a page of her own.
COMMON_COOKIES = {LANGUAGE, "look"}
COMMON_QUESTIONS = {"lang", "counter"}


@dataclass(frozen=True)
class _Drawn:
    page: str
    uuid: str
    token: str


def hand_out(form: str, draw: Callable[[UUID], str]) -> str:
    """Return the start page of a form, drawn now or a moment ago."""
    uuid = uuid4()
    key = _key(form)
    if key is None:
        return draw(uuid)
    ready = at_hand(key, lambda: _Drawn(draw(uuid), str(uuid), token_of(uuid, form)))
    if ready.uuid == str(uuid):
        return ready.page
    page = ready.page.replace(ready.uuid, str(uuid))
    return page.replace(ready.token, token_of(uuid, form))


def _key(form: str) -> Hashable | None:
    """Return all that the page depends on; nothing if it is for one visitor only."""
    if (
        request.cookies.keys() - COMMON_COOKIES
        or request.args.keys() - COMMON_QUESTIONS
    ):
        return None
    return (
        "start",
        form,
        request.host,
        request.query_string,
        request.cookies.get(LANGUAGE),
        str(look()),
    )
