"""Kiosks, and tablets that become them with a key of their own."""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.test import TestResponse

from survey import clock
from survey.agencies.models import Unit
from survey.database import transaction
from survey.kiosks import enrolment, service
from survey.kiosks.models import Kiosk
from survey.kiosks.service import Setup
from tests.clients import Browser
from tests.factories import make_unit

PIN = "270915"


def make_kiosk(unit: Unit | None = None, **values: Any) -> Kiosk:
    """Set up a kiosk that no tablet has become yet."""
    setup = Setup(**{"name": "Cửa chính", "pin": PIN} | values)
    with transaction():
        return service.create_kiosk(unit or make_unit(), setup, by="account:test")


def make_code(kiosk: Kiosk) -> str:
    with transaction():
        return enrolment.issue_code(kiosk, by="account:test")


class Tablet:
    """Asks as the kiosk's page does; its key is made like the browser's."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.device = ""
        self.key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, text: str) -> bytes:
        """Return `r` and `s`, one after the other, as browsers sign."""
        signature = self.key.sign(text.encode(), ec.ECDSA(SHA256()))
        return b"".join(part.to_bytes(32) for part in decode_dss_signature(signature))

    def enrol(self, code: str, /, **changed: Any) -> TestResponse:
        """Ask to become the kiosk of the code."""
        sent = {
            "code": code,
            "public_key": base64url(self.public_key),
            "signature": base64url(self.sign(f"hailong enrol 1\n{code}")),
            "language": "en",
        }
        response = self.browser.post("/kiosk/api/enrol", json=sent | changed)
        if response.status_code == 201:
            self.device = response.json["device"]
        return response

    def beat(self, at: datetime | None = None, **said: Any) -> TestResponse:
        """Say how it stands with this kiosk."""
        moment = (at or clock.local(clock.now())).isoformat(timespec="seconds")
        device, queued = said.pop("device", self.device), said.pop("queued", 0)
        text = f"hailong heartbeat 1\n{device}\n{moment}\n{queued}"
        sent = {
            "device": device,
            "at": moment,
            "queued": queued,
            "oldest_day": None,
            "version": "0123456789abcdef",
            "storage_kept": True,
            "signature": base64url(self.sign(text)),
            "language": "en",
        }
        return self.browser.post("/kiosk/api/heartbeat", json=sent | said)


def make_tablet(browser: Browser, kiosk: Kiosk) -> Tablet:
    """Return a tablet that has become this kiosk."""
    tablet = Tablet(browser)
    tablet.enrol(make_code(kiosk))
    return tablet


def base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
