from flask import Blueprint, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.operations.health import find_illness

bp = Blueprint("operations", __name__, template_folder="templates")


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Lead a visitor to what she came for."""
    return render_template("operations/home.html")


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """Say who can use these pages, what was tried, and what falls short."""
    return render_template(
        "operations/accessibility.html", contact=current_app.config["CONTACT"]
    )


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """Say whether answers can be taken: 200, or 503 with the reason."""
    illness = find_illness()
    version = current_app.config["SOFTWARE_VERSION"]
    if illness is not None:
        return jsonify(status="not ready", reason=illness, version=version), 503
    return jsonify(status="ready", version=version)
