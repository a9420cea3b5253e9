"""The one blueprint that the views of this room share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/staff", template_folder="templates")
