import re
from typing import Any

from flask import Blueprint, abort, request

from survey.results import reading
from survey.results.models import Publication
from survey.results.showing import pages

bp = Blueprint("results", __name__, url_prefix="/results", template_folder="templates")
for function in pages.FILTERS:
    bp.add_app_template_filter(function)
for function in pages.FUNCTIONS:
    bp.add_app_template_global(function)


@bp.url_value_preprocessor
def _refuse_what_no_database_takes(
    _endpoint: str | None, values: dict[str, Any] | None
) -> None:
    # PostgreSQL fails on a NUL in a text, where SQLite only finds nothing.
    if any(
        "\0" in value for value in (values or {}).values() if isinstance(value, str)
    ):
        abort(404)


def get_publication(wave_slug: str, period: int) -> Publication:
    """Return a published version, the one asked for, or end with a 404 page."""
    publication = reading.find_publication(wave_slug, period, **version_asked_for())
    if publication is None:
        abort(404)
    return publication


def version_asked_for() -> dict[str, int]:
    """Return the version in the address, if one stands there."""
    version = request.args.get("version")
    if version is None:
        return {}
    if not re.fullmatch(r"[1-9][0-9]{0,8}", version):
        abort(404)
    return {"version": int(version)}
