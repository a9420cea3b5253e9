"""By how much an estimate changed between two samples; standard library only."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A later estimate less an earlier one.

    Attributes
    ----------
    value, low, high : float
        The difference and the bounds of its interval, in the unit of the estimates;
        for shares a fraction, so that 0.02 is two percentage points.
    """

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no change out."""
        return self.low > 0 or self.high < 0


def change(
    later: tuple[float, float, float], earlier: tuple[float, float, float]
) -> Change:
    """Return the change between two independent estimates, with its interval.

    Parameters
    ----------
    later, earlier : tuple of float
        Value, lower and upper bound of each, at one confidence level.

    Returns
    -------
    Change
        At the level of the two intervals. The distances of the estimates to their
        bounds are squared and added, so the interval is as lopsided as they are and
        a share's never leaves [-1, 1]. With intervals that are symmetrical it is
        Wald's for a difference. The two samples may share no PSU: otherwise it is
        too wide where they agree, see `contrasts.difference`.

    References
    ----------
    .. [1] R. G. Newcombe, Interval estimation for the difference between independent
       proportions, Statistics in Medicine 17 (1998) 873-890, method 10.
    .. [2] G. Y. Zou and A. Donner, Construction of confidence limits about effect
       measures, Statistics in Medicine 27 (2008) 1693-1702.
    """
    (new, new_low, new_high), (old, old_low, old_high) = later, earlier
    value = new - old
    return Change(
        value=value,
        low=value - math.hypot(new - new_low, old_high - old),
        high=value + math.hypot(new_high - new, old - old_low),
    )
