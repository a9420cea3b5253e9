"""Where tablets open the kiosk's page, and whether they can do so there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from flask import current_app

from survey.kiosks.blueprint import bp

ONLY_HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class KioskAddress:
    """The address of the kiosk's page."""

    url: str
    only_here: bool  # it names the very computer that serves
    safe: bool  # browsers give a key only to pages of such an origin

    @property
    def picture(self) -> str:
        """Return its QR code as the source of an image."""
        drawn = segno.make(self.url, micro=False, error="m")
        picture: str = drawn.svg_data_uri(scale=5, border=3, dark="#16232e")
        return picture


def kiosk_address() -> KioskAddress:
    """Return where a tablet has to go to become a kiosk."""
    public = current_app.config["PUBLIC_URL"].rstrip("/")
    parts = urlsplit(public)
    only_here = parts.hostname in ONLY_HERE
    safe = only_here or parts.scheme == "https"
    return KioskAddress(f"{public}{bp.url_prefix}/", only_here, safe)
