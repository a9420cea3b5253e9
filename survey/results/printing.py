"""How much of a figure may be printed, by the number of answers it rests on.

Under ten answers nothing; from ten to twenty-nine only counts in bands, called
"tham khảo", and no verdict; from thirty on the figure with its interval.
"""

from enum import StrEnum

FEWEST = 10
FEWEST_FOR_A_VERDICT = 30
STEP = 10


class Band(StrEnum):
    """What a number of answers allows to print."""

    NOTHING = "nothing"
    INDICATIVE = "indicative"
    FULL = "full"


def band(n: int) -> Band:
    """Return what may be printed of a figure that rests on `n` answers."""
    if n < FEWEST:
        return Band.NOTHING
    return Band.INDICATIVE if n < FEWEST_FOR_A_VERDICT else Band.FULL


def count_band(count: int) -> str:
    """Return the band of ten that a count lies in: 14 becomes `10–19`."""
    low = count // STEP * STEP
    return f"{low}–{low + STEP - 1}"
