"""Languages: the sentence somebody reads, in the language she chose.

The standard library reads the catalogues. Babel only makes them: it knows
only the languages of CLDR, and several minority languages are not among them.
"""

import gettext as stdlib
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

VIETNAMESE = "vi"
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
FOLDER = Path(__file__).with_name("translations")
COOKIE = "lang"


@cache
def _catalogue(language: str) -> stdlib.NullTranslations:
    # English is the language of the code, so it needs no catalogue.
    fallback = language == "en"
    return stdlib.translation("messages", FOLDER, [language], fallback=fallback)


def language() -> str:
    """Return the language of this request; Vietnamese where nothing is chosen."""
    if not has_request_context():
        return VIETNAMESE
    if "language" not in g:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE, "")
        g.language = wanted if wanted in LANGUAGES else VIETNAMESE
    chosen: str = g.language
    return chosen


def use_language(code: str) -> None:
    """Let the rest of this request speak `code`; an unknown one is ignored."""
    if code in LANGUAGES:
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
    app.after_request(_remember)


def _template_gettext(message: str) -> str:
    return _catalogue(language()).gettext(message)


def _template_ngettext(one: str, many: str, n: int) -> str:
    return _catalogue(language()).ngettext(one, many, n)


def _remember(response: Response) -> Response:
    from flask import current_app

    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            COOKIE,
            language(),
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["TLS"],
        )
    return response
