"""Random numbers for released rows: their order says nothing about arrival."""

import secrets
from collections.abc import Callable, Collection

BITS = 63


def fresh_ids(
    count: int,
    find_taken: Callable[[Collection[int]], Collection[int]],
    draw: Callable[[], int] = lambda: secrets.randbits(BITS),
) -> list[int]:
    """Return `count` different positive numbers of which none is taken, in order.

    Parameters
    ----------
    count : int
        How many are needed.
    find_taken : callable
        Says which of some numbers are in use already.
    draw : callable
        Draws one number; chance by default.
    """
    fresh: set[int] = set()
    while len(fresh) < count:
        drawn = {draw() for _ in range(count - len(fresh))} - {0}
        fresh |= drawn - set(find_taken(drawn))
    return sorted(fresh)
