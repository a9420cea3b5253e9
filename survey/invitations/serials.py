"""Numbers as people list them on a slip of paper: `101-124, 130`."""

import re
from collections.abc import Iterable, Iterator

MOST = 10_000
_PART = re.compile(r"([0-9]{1,6})(?:\s*[-–]\s*([0-9]{1,6}))?")


def read_serials(typed: str) -> list[int]:
    """Return the numbers in `typed`, each once and in order.

    Raises
    ------
    ValueError
        If a part is neither a number nor a range, or there are too many.
    """
    numbers: set[int] = set()
    for part in re.split(r"[,;\n]", typed):
        if part.strip():
            numbers.update(_range(part.strip()))
    if not numbers or len(numbers) > MOST:
        raise ValueError(f"no list of numbers: {typed!r}")
    return sorted(numbers)


def _range(part: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"no list of numbers: {part!r}")
    first = int(match[1])
    last = int(match[2] or first)
    if not 0 < first <= last <= first + MOST:
        raise ValueError(f"no list of numbers: {part!r}")
    return range(first, last + 1)


def write_serials(numbers: Iterable[int]) -> str:
    """Return numbers the way people list them, neighbours as a range."""
    return ", ".join(
        str(first) if first == last else f"{first}–{last}"
        for first, last in _stretches(sorted(set(numbers)))
    )


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(numbers) + 1):
        ends = place == len(numbers) or numbers[place] != numbers[place - 1] + 1
        if ends:
            yield numbers[start], numbers[place - 1]
            start = place
