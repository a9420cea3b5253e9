"""Where tablets knock: their page, and what it asks of the server.

No cookie is read or set here, and nobody signs in: a tablet proves who it is
with its key.
"""

from flask import Blueprint

from survey.extensions import csrf

bp = Blueprint(
    "kiosks_device", __name__, url_prefix="/kiosk", template_folder="templates"
)
csrf.exempt(bp)  # it rests on cookies, and none is looked at here
