"""What the respondent's scripts fetch: themselves, once, and the form.

They come in two parts. The first asks, and is all that the first answer page
waits for; the second keeps, seals and sends, and comes while somebody reads.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.headers import be_no_page
from survey.i18n import LANGUAGES, language, use_language
from survey.responses import client_words, refusals
from survey.responses.bundle import Bundle
from survey.responses.visit import open_visit
from survey.scripts import Script, assemble

bp = Blueprint("responses_scripts", __name__, url_prefix="/rate")
refusals.register(bp)

FOLDER = Path(__file__).with_name("scripts")
# Each after those that it imports.
ASKING = ("conditions", "form", "drawing", "asking", "journey", "phone")
KEEPING = (
    "encoding",
    "sealing",
    "store",
    "sending",
    "draft",
    "packing",
    "ending",
    "waiting",
    "looks",
    "keeping",
)
PARTS = ("asking", "keeping")
FOR_EVER = "public, max-age=31536000, immutable"
# What the second part uses of the first.
LENT = ("button", "make", "phrase", "plainWords", "spokenWords", "way")


@dataclass(frozen=True)
class Parts:
    """Both parts, each under the name of exactly its content."""

    asking: Script
    keeping: Script


@cache
def parts() -> Parts:
    """Return the scripts; they hold the sentences, which do not change either."""
    asking = assemble(_paths(ASKING), lends=LENT, short=True)
    words, links = _in_each_language(), _links()
    head = (
        f'import {{ {", ".join(LENT)} }} from "./script-asking-{asking.version}.js";\n'
        f"const WORDS = {_json(words)};\nconst LINKS = {_json(links)};\n"
    )
    lends = ("openKeeper",)
    keeping = assemble(_paths(KEEPING), head=head, lends=lends, short=True)
    return Parts(asking, keeping)


def _paths(names: Iterable[str]) -> list[Path]:
    return [FOLDER / f"{name}.js" for name in names]


def _in_each_language() -> dict[str, dict[str, str]]:
    before, said = language(), {}
    for code in LANGUAGES:
        use_language(code)
        said[code] = client_words.keeping()
    use_language(before)
    return said


def _links() -> dict[str, str]:
    return {
        "results": url_for("results.index"),
        "offices": url_for("responses.offices"),
        "receipt": url_for("responses.look_up"),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@bp.app_template_global("script_address")
def script_address(part: str) -> str:
    """Return the address of a part of the scripts: `asking` or `keeping`."""
    script: Script = getattr(parts(), part)
    return url_for("responses_scripts.script", part=part, version=script.version)


@bp.get("/script-<part>-<version>.js")
@public
def script(part: str, version: str) -> ResponseReturnValue:
    """Return a part as it is now.

    A page that was opened before an update asks by its old version: it goes on
    with the present part, which no cache may keep under that name.
    """
    found: Script = getattr(parts(), part) if part in PARTS else abort(404)
    response = Response(found.text, mimetype="text/javascript")
    be_no_page()
    present = found.version == version
    response.headers["Cache-Control"] = FOR_EVER if present else "no-store"
    return response


@bp.get("/<wave_slug>/<unit_code>/form.json")
@public
def form(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Return the form as the scripts draw it, if its wave takes answers today.

    In all its languages, or only in the one that the query names.
    """
    only = request.args.get("speaking", "")
    bundle = Bundle(open_visit(wave_slug, unit_code), only)
    be_no_page()
    response = Response(bundle.encoded(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-cache"  # kept, and asked for each time
    response.add_etag()
    return response.make_conditional(request)
