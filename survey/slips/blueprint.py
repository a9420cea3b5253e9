"""The one blueprint that the views of this room share."""

from flask import Blueprint

bp = Blueprint(
    "slips", __name__, url_prefix="/staff/slips", template_folder="templates"
)
