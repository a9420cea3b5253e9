"""Whether a post comes from a form that this platform handed out.

A form may stay open for days, so its token never expires: it is bound to the
submission's UUID and to the office instead of to a session.
"""

import base64
import hmac
from urllib.parse import unquote_to_bytes
from uuid import UUID

from werkzeug.datastructures import Headers

from survey import keys
from survey.origins import is_ours
from survey.responses.errors import FormNotTrusted

TOKEN_BYTES = 18


def token_of(uuid: UUID, form: str) -> str:
    """Return the token that a form carries beside its UUID."""
    tag = keys.tag("form", uuid.bytes, form.encode())[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(tag).decode("ascii")


def check_token(uuid: UUID, form: str, token: str) -> None:
    """Refuse a token that we did not make for this UUID and form."""
    # As bytes: comparing text raises on whatever is not ASCII.
    if not hmac.compare_digest(token_of(uuid, form).encode(), token.encode()):
        raise FormNotTrusted


def read_uuid(text: str) -> UUID:
    """Return the UUID that a form has sent, as we write them and no other way."""
    try:
        uuid = UUID(text)
    except ValueError as reason:
        raise FormNotTrusted from reason
    if str(uuid) != text or uuid.version != 4:
        raise FormNotTrusted
    return uuid


def check_origin(headers: Headers, own_origin: str) -> None:
    """Refuse a post that the browser says another site has sent."""
    if not is_ours(headers, own_origin):
        raise FormNotTrusted


def check_encoding(body: bytes) -> None:
    """Refuse a form whose words are not UTF-8.

    Werkzeug would hand broken bytes on as `%FF`, as if somebody had typed that.
    """
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError as reason:
        raise FormNotTrusted from reason
