"""The link by which somebody says that she wants no more messages.

It works for as long as we write to people, also when nothing of the message it
came with is left; so it carries the tag of the address itself, sealed by us.
"""

import base64
import binascii
import hmac

from survey import keys
from survey.contacts import TAG_BYTES

SEAL_BYTES = 8


def token_of(tag: bytes) -> str:
    """Return what stands in the link that stops messages to an address."""
    return base64.urlsafe_b64encode(tag + _seal(tag)).decode("ascii")


def tag_in(token: str) -> bytes | None:
    """Return the tag that a link of ours carries, or nothing."""
    try:
        held = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    tag, seal = held[:TAG_BYTES], held[TAG_BYTES:]
    return tag if hmac.compare_digest(seal, _seal(tag)) else None


def _seal(tag: bytes) -> bytes:
    return keys.tag("opt out", tag)[:SEAL_BYTES]
