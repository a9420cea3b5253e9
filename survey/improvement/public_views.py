"""What offices did after people had rated them: for everybody to read."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.agencies.service import find_unit
from survey.improvement import service

bp = Blueprint(
    "improvements",
    __name__,
    url_prefix="/results/improvements",
    template_folder="templates",
)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """Show what all offices did, the newest first."""
    return render_template(
        "improvement/public.html", actions=service.list_shown(), unit=None
    )


@bp.get("/<code>")
@public
def of_unit(code: str) -> ResponseReturnValue:
    """Show what one office did."""
    unit = None if "\0" in code else find_unit(code)
    if unit is None:
        abort(404)
    return render_template(
        "improvement/public.html", actions=service.list_shown(unit), unit=unit
    )
