"""The queue of a kiosk that cannot send any more, brought by hand as a file."""

from collections import Counter

import msgspec

from survey import wire
from survey.responses import api, letters
from survey.responses.errors import FormNotTrusted, NotAQueue
from survey.responses.taking import State

LARGEST = 5 * 1024 * 1024


class _Queue(msgspec.Struct, frozen=True):
    hailong_queue: int
    requests: list[msgspec.Raw]


def take_queue(words: bytes) -> Counter[State]:
    """Take in every request of the file as if the kiosk had sent it.

    Each is a transaction of its own; brought twice, it changes nothing. One
    that cannot be read spoils no other. Only what a kiosk signed is looked at.

    Raises
    ------
    NotAQueue
        If the file was not written by a kiosk.
    """
    try:
        queue = wire.read_json(words, _Queue)
    except wire.NotReadable as reason:
        raise NotAQueue from reason
    if queue.hailong_queue != 1:
        raise NotAQueue
    return Counter(_take(bytes(request)) for request in queue.requests)


def _take(request: bytes) -> State:
    try:
        envelope = letters.read_envelope(request)
    except FormNotTrusted:
        return State.REFUSED
    return State.REFUSED if envelope.kiosk is None else api.handle(envelope).state
