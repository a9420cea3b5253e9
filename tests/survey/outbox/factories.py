"""Messages, and the worker's runs over them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from survey import clock
from survey.agencies.models import Unit, UnitDesk
from survey.channels import Channel
from survey.database import session, transaction
from survey.outbox import sending, service
from survey.outbox.content import Words
from survey.outbox.models import Message, MessageKind
from tests.factories import make_unit, store

NOON = datetime.fromisoformat("2026-11-05T12:00+07:00")
PHONE = "+84912345678"
EMAIL = "ba.lo@example.vn"
TEXT = "Kinh moi Ong/Ba danh gia"


def make_message(**values: Any) -> Message:
    """Put a message into the outbox that is due at once."""
    channel = values.get("channel", Channel.SMS)
    defaults = {
        "kind": MessageKind.INVITATION,
        "channel": channel,
        "address": EMAIL if channel is Channel.EMAIL else PHONE,
        "words": Words(TEXT, "Mời đánh giá"),
        "due_at": clock.now(),
    }
    if values.get("kind") is MessageKind.CONTACT_REQUEST:
        defaults["unit_id"] = _unit_with_desk().id
    with transaction():
        return service.enqueue(**defaults | values)


def _unit_with_desk() -> Unit:
    unit = make_unit()
    store(UnitDesk(unit_id=unit.id, email=EMAIL))
    return unit


def get_message(key: bytes) -> Message:
    """Return the message as it is in the database by now."""
    session().rollback()
    return session().get_one(Message, key)


def all_messages() -> list[Message]:
    session().rollback()
    return list(session().scalars(select(Message)))


def send() -> int:
    session().rollback()
    return sending.send_due()


class Hands:
    """The test's own clock, which it moves on by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.set(NOON)

    def set(self, moment: datetime) -> None:
        self.moment = moment
        self._monkeypatch.setattr(clock, "now", lambda: moment)

    def go_on(self, **stretch: float) -> None:
        self.set(self.moment + timedelta(**stretch))
