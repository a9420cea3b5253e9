"""What was read or drawn of a publication, kept for a minute in its process.

A publication never changes; names of units may, and what was drawn of what was read
follows them after two minutes at most. Values are told in one language and hold
nothing of whoever asked.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from flask import current_app

KEPT_FOR = 60.0  # seconds
AT_MOST = 24  # of a province with 200 units, about a megabyte each

T = TypeVar("T")


class Kept:
    """Values by key, the least used thrown out first."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._values: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made anew where it is not there or too old."""
        made_at, value = self._values.get(key, (-KEPT_FOR, None))
        if self._now() - made_at >= KEPT_FOR:
            value = make()
            self._values[key] = (self._now(), value)
        self._values.move_to_end(key)
        while len(self._values) > AT_MOST:
            self._values.popitem(last=False)
        return cast("T", value)


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """Return what this application keeps under a key."""
    place: Kept = current_app.extensions.setdefault("published_pages", Kept())
    return place.get(key, make)
