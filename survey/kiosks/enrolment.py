"""How a tablet becomes a kiosk: a code of ten minutes, and a key of its own.

A kiosk is one tablet with one key, once. Another tablet is another kiosk: the
answers that the first one still holds can then be told from those of a stranger.
"""

import secrets
from datetime import timedelta

from sqlalchemy import delete

from survey import clock, keys
from survey.audit.service import record
from survey.database import session
from survey.kiosks.errors import (
    CodeExpired,
    CodeUnknown,
    CodeUsed,
    KioskEnrolled,
    KioskRevoked,
)
from survey.kiosks.models import Kiosk, KioskEnrolment

CODE_LENGTH = 8
RANDOM_BYTES = 5  # 40 bits are exactly eight characters
VALID = timedelta(minutes=10)
KEPT = timedelta(days=1)  # so that a late code is called late, not unknown
# Zero and one are not in the alphabet; who reads them means these.
MISREAD = str.maketrans({"0": "O", "1": "I", " ": "", "-": ""})


def issue_code(kiosk: Kiosk, *, by: str) -> str:
    """Return a new code for this kiosk; an earlier one no longer works."""
    _check_may_enrol(kiosk)
    now = clock.now()
    session().execute(
        delete(KioskEnrolment).where(
            (KioskEnrolment.kiosk_id == kiosk.id)
            | (KioskEnrolment.expires_at < now - KEPT)
        )
    )
    code = keys.readable(secrets.token_bytes(RANDOM_BYTES), CODE_LENGTH)
    session().add(
        KioskEnrolment(code_tag=_tag(code), kiosk_id=kiosk.id, expires_at=now + VALID)
    )
    record(by, "kiosk.code", f"kiosk:{kiosk.id}")
    return code


def _check_may_enrol(kiosk: Kiosk) -> None:
    if kiosk.revoked_at is not None:
        raise KioskRevoked
    if kiosk.public_key is not None:
        raise KioskEnrolled


def enrol(code: str, point: bytes) -> Kiosk:
    """Make the tablet that holds the key behind `point` the kiosk of the code.

    The same tablet may ask again: the first answer may have been lost.
    """
    now = clock.now()
    enrolment = session().get(KioskEnrolment, _tag(code), with_for_update=True)
    if enrolment is None:
        raise CodeUnknown
    if enrolment.expires_at <= now:
        raise CodeExpired
    kiosk = session().get_one(Kiosk, enrolment.kiosk_id, with_for_update=True)
    if kiosk.revoked_at is not None:
        raise CodeUnknown
    if kiosk.public_key is None:
        enrolment.used_at = now
        kiosk.public_key = point
        kiosk.enrolled_at = kiosk.seen_at = now
        record(f"kiosk:{kiosk.id}", "kiosk.enrol", f"kiosk:{kiosk.id}")
    elif kiosk.public_key != point:
        raise CodeUsed
    return kiosk


def _tag(code: str) -> bytes:
    return keys.tag("kiosk enrolment", code.upper().translate(MISREAD).encode())
