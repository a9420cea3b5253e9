"""Who a tablet is: its name, and what it alone can sign.

A key is stored as the point on P-256 that it is. Browsers sign with `r` and `s`
one after the other, the library reads a sequence of the two.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)
from sqlalchemy import select

from survey.database import session
from survey.kiosks.models import Kiosk

HALF = 32  # bytes of `r`, and of `s`


def find_device(device: str) -> Kiosk | None:
    """Return the kiosk that calls itself so, also when it was revoked."""
    return session().scalar(select(Kiosk).where(Kiosk.device == device))


def check_signature(kiosk: Kiosk, message: bytes, signature: bytes) -> bool:
    """Say whether the tablet that is this kiosk signed the message."""
    return kiosk.public_key is not None and is_signed_by(
        kiosk.public_key, message, signature
    )


def is_signed_by(point: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the holder of the key behind `point` signed the message."""
    if len(signature) != 2 * HALF:
        return False
    r, s = (int.from_bytes(part) for part in (signature[:HALF], signature[HALF:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def read_public_key(spki: bytes) -> bytes:
    """Return the point of a key as browsers export it.

    Raises
    ------
    ValueError
        If it is no public key on P-256.
    """
    try:
        key = load_der_public_key(spki)
    except Exception as reason:  # the library has a dozen names for rubbish
        raise ValueError("no public key") from reason
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise ValueError("not on P-256")
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
