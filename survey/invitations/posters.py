"""The open address of an office on a poster, for its door or a counter."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from survey import qr
from survey.agencies.models import Unit
from survey.invitations.serials import read_serials
from survey.qr import QrCode

HIGHEST_COUNTER = 99
MOST_POSTERS = 400


class Format(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"


@dataclass(frozen=True)
class Poster:
    """What hangs at a counter, or at the door where there is no counter."""

    unit: Unit
    counter: int | None
    symbol: QrCode


def read_counters(typed: str) -> list[int | None]:
    """Return the counters in `1-4, 7`; one poster without counter for nothing.

    Raises
    ------
    ValueError
        If that is no list of counters.
    """
    if not re.search(r"\S", typed):
        return [None]
    counters = read_serials(typed)
    if counters[-1] > HIGHEST_COUNTER:
        raise ValueError(typed)
    return list(counters)


def draw(
    units: Iterable[Unit],
    counters: Iterable[int | None],
    address_of: Callable[[Unit, int | None], str],
) -> Iterator[Poster]:
    """Yield a poster for each counter of each unit."""
    places = list(counters)
    for unit in units:
        for counter in places:
            symbol = qr.draw(address_of(unit, counter))
            yield Poster(unit, counter, symbol)
