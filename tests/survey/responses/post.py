"""Sealed submissions, as phones and kiosks send them."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from survey import clock, sealing
from survey.agencies.models import Unit
from survey.database import Base, session
from survey.kiosks.models import Kiosk
from survey.responses.letters import seal_info
from survey.responses.models import InboxRow
from survey.waves.models import Wave
from tests.clients import Browser
from tests.factories import store
from tests.survey.responses.factories import DAY

ADDRESS = "/rate/api/submissions"


def base64_of(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def form_of(wave: Wave, unit: Unit | None = None) -> str:
    return f"{wave.slug}/{(unit or wave.units[0]).code}"


def content_of(wave: Wave, **values: Any) -> dict[str, Any]:
    """Return the answers to a quick form, as they are sealed."""
    return {
        "instrument": wave.instrument_version.content_hash,
        "answers": {"overall": ["5"]},
        "language": "vi",
    } | values


def envelope_of(
    wave: Wave, *, uuid: UUID | None = None, unit: Unit | None = None, **content: Any
) -> dict[str, Any]:
    """Return what a phone posts; name only the content that is different."""
    uuid, form = uuid or uuid4(), form_of(wave, unit)
    plain = json.dumps(content_of(wave, **content)).encode()
    sealed = sealing.seal(plain, seal_info(uuid, form), sealing.transport_point())
    return {"form": form, "uuid": str(uuid), "sealed": base64_of(sealed)}


def post(browser: Browser, envelope: object, **headers: str) -> TestResponse:
    """Post an envelope, asking for English."""
    return browser.post(f"{ADDRESS}?lang=en", json=envelope, headers=headers)


@dataclass
class Tablet:
    """A tablet that was enrolled, with the key that never leaves it."""

    kiosk: Kiosk
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def sign(self, envelope: dict[str, Any], day: date = DAY) -> dict[str, Any]:
        """Return the envelope with the tablet's signature."""
        sealed = base64.urlsafe_b64decode(envelope["sealed"] + "==")
        words = [
            "hailong kiosk 1",
            self.kiosk.device,
            envelope["form"],
            envelope["uuid"],
            day.isoformat(),
            hashlib.sha256(sealed).hexdigest(),
        ]
        stamp = {
            "device": self.kiosk.device,
            "day": day.isoformat(),
            "signature": base64_of(self._signature("\n".join(words).encode())),
        }
        return envelope | {"kiosk": stamp}

    def _signature(self, message: bytes) -> bytes:
        pair = decode_dss_signature(self.key.sign(message, ec.ECDSA(SHA256())))
        return b"".join(number.to_bytes(32) for number in pair)


def make_tablet(unit: Unit, **values: Any) -> Tablet:
    """Make an enrolled kiosk of the unit."""
    tablet = Tablet(kiosk=Kiosk())
    point = tablet.key.public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    defaults = {
        "device": uuid4().hex,
        "name": "Quầy số 4",
        "unit_id": unit.id,
        "pin_salt": b"salt",
        "pin_hash": b"hash",
        "created_at": clock.now(),
        "enrolled_at": clock.now(),
        "public_key": point,
    }
    tablet.kiosk = store(Kiosk(**defaults | values))
    return tablet


def count(model: type[Base]) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def row() -> InboxRow:
    """Return the one row that lies in the inbox."""
    return session().scalars(select(InboxRow)).one()


def reason_of(response: TestResponse) -> tuple[int, str]:
    """Return how a refusal is told: its status, and its reason."""
    assert response.json["state"] == "refused"
    assert response.json["sentence"]
    return response.status_code, response.json["reason"]
