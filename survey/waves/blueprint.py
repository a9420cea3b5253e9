from flask import Blueprint, abort

from survey.waves import service
from survey.waves.models import Wave

bp = Blueprint(
    "waves", __name__, url_prefix="/staff/waves", template_folder="templates"
)


def get_wave(slug: str) -> Wave:
    """Return the wave with this slug, or end with a 404 page."""
    found = service.find_wave(slug)
    if found is None:
        abort(404)
    return found
