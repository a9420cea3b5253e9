"""The canonical words of a submission: what is kept in the inbox, and compared."""

import hashlib
import hmac
from collections.abc import Mapping
from uuid import UUID

import msgspec

from questionnaires import Answer


class Body(msgspec.Struct, frozen=True):
    """What was said, and to which questionnaire; never when or by whom.

    Nor in which language: who only changes that sends the same form again.
    """

    answers: dict[str, Answer]
    instrument: str


def write_body(answers: Mapping[str, Answer], instrument: str) -> str:
    """Return the body as JSON that is the same for the same answers."""
    body = Body(answers=dict(answers), instrument=instrument)
    return msgspec.json.encode(body, order="sorted").decode()


def read_answers_of(body: str) -> dict[str, Answer]:
    """Return the answers that `write_body` has put into a body."""
    return msgspec.json.decode(body, type=Body).answers


def body_tag(uuid: UUID, body: str) -> bytes:
    """Return a tag of the body that only the holder of the UUID could try out.

    A plain hash of a short form could be found by trying all its answers.
    """
    return hmac.new(uuid.bytes, body.encode(), hashlib.sha256).digest()
