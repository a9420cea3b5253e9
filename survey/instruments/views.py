from io import BytesIO

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.instruments.recordings import find_sound

bp = Blueprint("instruments", __name__)


@bp.get("/rate/sound/<content_hash>")
@public
def sound(content_hash: str) -> ResponseReturnValue:
    """Serve a recording; a phone asks for it by pieces, and never twice."""
    found = find_sound(content_hash)
    if found is None:
        abort(404)
    words, mime = found
    response = send_file(
        BytesIO(words), mime, conditional=True, etag=content_hash, max_age=0
    )
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
