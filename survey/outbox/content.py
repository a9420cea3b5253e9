"""What of a message lies in the vault: to whom it goes, and its words."""

import msgspec

from survey.channels import Channel
from survey.sealing import open_vault, seal_for_vault


class Words(msgspec.Struct, frozen=True):
    """What is told: a text, and for e-mail what it is about."""

    text: str
    subject: str = ""


class Content(msgspec.Struct, frozen=True):
    """An address in its normal spelling, and the words for it."""

    address: str
    words: Words


def seal(channel: Channel, content: Content) -> bytes:
    """Put a message into the vault; whoever does so cannot read it again."""
    return seal_for_vault(msgspec.json.encode(content), _info(channel))


def unseal(channel: Channel, sealed: bytes) -> Content:
    """Take a message out of the vault: only the worker has its key.

    Raises
    ------
    SealBroken
        If it was sealed to another vault, or changed since.
    """
    return msgspec.json.decode(open_vault(sealed, _info(channel)), type=Content)


def _info(channel: Channel) -> bytes:
    return f"hailong message 1\n{channel}".encode()
