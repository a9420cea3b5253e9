"""Languages: the sentence somebody reads, in the language she chose.

The standard library reads the catalogues. Babel only makes them: it knows
only the languages of CLDR, and several minority languages are not among them.

The language of a request may have no catalogue: a form was translated, the
platform's own sentences were not. Those are said in Vietnamese then, and so is
every sentence that a catalogue lacks.
"""

import gettext as stdlib
from functools import cache
from typing import Any, cast

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

from survey.languages import ENGLISH, FOLDER, KNOWN, VIETNAMESE, with_catalogue

__all__ = ["LANGUAGES", "VIETNAMESE"]

LANGUAGES = with_catalogue()
COOKIE = "lang"


@cache
def _catalogue(language: str) -> stdlib.NullTranslations:
    if language == ENGLISH:
        return stdlib.NullTranslations()
    spoken = language if language in LANGUAGES else VIETNAMESE
    catalogue = stdlib.translation("messages", FOLDER, [spoken])
    if spoken != VIETNAMESE:
        catalogue.add_fallback(_catalogue(VIETNAMESE))
    return catalogue


def language() -> str:
    """Return the language of this request; Vietnamese where nothing is chosen."""
    if not has_request_context():
        return VIETNAMESE
    chosen: str | None = g.get("language")  # pages ask some thousand times
    if chosen is None:
        chosen = g.language = wanted() if wanted() in LANGUAGES else VIETNAMESE
    return chosen


def wanted() -> str:
    """Return the language that was asked for, if only a form may have it."""
    asked = request.args.get("lang") or request.cookies.get(COOKIE, "")
    return asked if asked in KNOWN else VIETNAMESE


def sentences_in() -> str:
    """Return the language of the platform's own sentences on this page."""
    return language() if language() in LANGUAGES else VIETNAMESE


def use_language(code: str) -> None:
    """Let the rest of this request speak `code`; an unknown one is ignored."""
    if code in KNOWN:
        g.language = code


def gettext(message: str, **values: Any) -> str:
    """Return the sentence in the language of the request, with values put in."""
    sentence = _catalogue(language()).gettext(message)
    return sentence % values if values else sentence


def ngettext(one: str, many: str, n: int, **values: Any) -> str:
    """Return the sentence for `n` things."""
    return _catalogue(language()).ngettext(one, many, n) % {"n": n, **values}


class LazyText:
    """A sentence that is translated when it is shown, not when it is written."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return gettext(self.message)

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        return str(self) % values

    def format(self, *values: Any, **named: Any) -> str:
        return str(self).format(*values, **named)


def lazy_gettext(message: str) -> str:
    """Return a sentence for a class attribute, such as a form's label."""
    return cast(str, LazyText(message))  # WTForms asks for text and calls str()


def init_app(app: Flask) -> None:
    """Teach templates to translate, and remember a language that was asked for."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=_template_gettext, ngettext=_template_ngettext, newstyle=True
    )
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})
    app.jinja_env.globals.update(sentences_in=sentences_in, known_languages=KNOWN)
    app.after_request(_remember)


def _template_gettext(message: str) -> str:
    return _catalogue(language()).gettext(message)


def _template_ngettext(one: str, many: str, n: int) -> str:
    return _catalogue(language()).ngettext(one, many, n)


def _remember(response: Response) -> Response:
    from flask import current_app

    if request.method == "GET" and request.args.get("lang") in KNOWN:
        response.set_cookie(
            COOKIE,
            request.args["lang"],
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["TLS"],
        )
    return response
