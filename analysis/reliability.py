"""Whether a share is reliable enough to be shown; standard library only."""

import math
from enum import StrEnum


class Reliability(StrEnum):
    """What the presentation standard asks for."""

    SHOW = "show"
    REVIEW = "review"
    SUPPRESS = "suppress"


SMALLEST_SIZE = 30
WIDEST = 0.30
NARROW = 0.05
WIDEST_RELATIVE = 1.30
FEWEST_DF = 8


def reliability(
    value: float, low: float, high: float, *, n: int, n_eff: float, df: int
) -> Reliability:
    """Return whether a share may be shown, needs a look, or is kept back.

    Parameters
    ----------
    value, low, high : float
        The share and the bounds of its 95 % interval, as fractions.
    n : int
        Valid answers, unweighted.
    n_eff : float
        Effective sample size.
    df : int
        Degrees of freedom.

    Returns
    -------
    Reliability
        SUPPRESS if the smaller of `n` and `n_eff` is below 30, there is no
        interval, its width is at least 0.30, or is above 0.05 and more than 130 %
        of the share. Else REVIEW if `df` is below 8 or the share is 0 or 1. Else
        SHOW. Protection against disclosure is another rule and comes first.

    References
    ----------
    .. [1] J. D. Parker et al., National Center for Health Statistics Data
       Presentation Standards for Proportions, Series 2 no. 175, 2017. There the
       width is that of Korn and Graubard's interval.
    """
    width = high - low
    enough = n >= SMALLEST_SIZE and n_eff >= SMALLEST_SIZE  # False where n_eff is nan
    if not enough or math.isnan(width):
        return Reliability.SUPPRESS
    if width >= WIDEST or (width > NARROW and width > WIDEST_RELATIVE * value):
        return Reliability.SUPPRESS
    if df < FEWEST_DF or value in (0, 1):
        return Reliability.REVIEW
    return Reliability.SHOW
