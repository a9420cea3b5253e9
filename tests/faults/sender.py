"""A client with the rules of the browser's queue: it asks until it is told."""

import http.client
import json
import random
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

FINAL = {"counted", "quarantined", "refused"}
PATIENCE = 1.5  # seconds for an answer; a browser has more, and the same rule
FIRST_WAIT, LONGEST_WAIT = 0.002, 0.05  # a browser begins with one second


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """Something to send until its acknowledgement has come."""

    uuid: str
    path: str
    body: bytes
    content_type: str


def sealed_parcel(envelope: dict[str, object]) -> Parcel:
    """Return what scripts and kiosks post."""
    return Parcel(
        uuid=str(envelope["uuid"]),
        path="/rate/api/submissions?lang=vi",
        body=json.dumps(envelope).encode(),
        content_type="application/json",
    )


def plain_parcel(form: str, uuid: str, fields: dict[str, str]) -> Parcel:
    """Return what the review of the plain form posts."""
    return Parcel(
        uuid=uuid,
        path=f"/rate/{form}/submit",
        body=urlencode({"uuid": uuid, **fields}).encode(),
        content_type="application/x-www-form-urlencoded",
    )


@dataclass(frozen=True)
class Outcome:
    """The acknowledgement: a state, the receipt, and how often it was asked for."""

    state: str
    receipt: str | None
    tries: int


def send(parcel: Parcel, address: str, chance: random.Random) -> Outcome:
    """Send until an acknowledgement of ours has come."""
    wait, tries = FIRST_WAIT, 0
    while True:
        tries += 1
        told = _try(parcel, address)
        if told is not None:
            return Outcome(*told, tries)
        time.sleep(wait * chance.uniform(0.7, 1.3))
        wait = min(wait * 2, LONGEST_WAIT)


def _try(parcel: Parcel, address: str) -> tuple[str, str | None] | None:
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
    headers = {"Content-Type": parcel.content_type, "Connection": "close"}
    try:
        line.request("POST", parcel.path, parcel.body, headers)
        response = line.getresponse()
        words = response.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
    if parcel.content_type == "application/json":
        return _told_by_json(parcel, words)
    return _told_by_page(response)


def _told_by_json(parcel: Parcel, words: bytes) -> tuple[str, str | None] | None:
    try:
        told = json.loads(words)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("uuid") != parcel.uuid:
        return None
    return (told["state"], told["receipt"]) if told.get("state") in FINAL else None


def _told_by_page(response: http.client.HTTPResponse) -> tuple[str, str] | None:
    """Read the receipt out of the address that the thanks stand at."""
    path = urlsplit(response.getheader("Location") or "").path
    if response.status == 303 and path.startswith("/rate/receipt/"):
        return "counted", path.rsplit("/", 1)[1]
    return None
