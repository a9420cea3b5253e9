"""Whether a message is still needed: the rooms that put it in know, not the outbox."""

from collections.abc import Callable

from survey.outbox.models import Message, MessageKind

Ask = Callable[[Message], bool]

_asked: dict[MessageKind, Ask] = {}


def ask_before(kind: MessageKind, is_needed: Ask) -> None:
    """Let a room say, just before a message of this kind leaves, whether it may."""
    _asked[kind] = is_needed


def is_needed(message: Message) -> bool:
    """Say whether nothing has happened that makes the message idle."""
    ask = _asked.get(message.kind)
    return ask is None or ask(message)
