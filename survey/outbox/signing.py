"""How a gateway and the platform prove to each other who is speaking.

Both sides sign: HMAC-SHA256 under the shared secret, over the moment and the
body. What is older than five minutes is not believed.
"""

import hashlib
import hmac
from collections.abc import Mapping

TIMESTAMP = "X-Hailong-Timestamp"
SIGNATURE = "X-Hailong-Signature"
FRESH = 300  # seconds, either way
LONGEST_MOMENT = 12  # digits


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body that is sent at `timestamp`."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, now: float, body: bytes) -> dict[str, str]:
    """Return the headers that go with a body."""
    timestamp = str(int(now))
    return {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Say whether the holder of the secret has sent this body just now."""
    timestamp = headers.get(TIMESTAMP, "")
    is_moment = timestamp.isdecimal() and len(timestamp) <= LONGEST_MOMENT
    fresh = is_moment and abs(now - int(timestamp)) <= FRESH
    expected = signature(secret, timestamp, body)
    # As bytes: comparing text raises on whatever is not ASCII.
    given = headers.get(SIGNATURE, "").encode()
    return hmac.compare_digest(expected.encode(), given) and fresh
