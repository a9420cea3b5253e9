"""Sizes that decide the question, by the verdict's own rule; standard library only."""

import math
from collections.abc import Iterator
from statistics import NormalDist

from analysis.errors import ArgumentError

NEGLIGIBLE = 1e-20
LARGE = 20_000


def size_for_margin(
    share: float,
    margin: float,
    *,
    deff: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    level: float = 0.95,
) -> int:
    """Return how many to draw so that the margin of error is at most `margin`.

    Parameters
    ----------
    share : float
        Expected share, in (0, 1); 0.5 if nothing is known.
    margin : float
        Half the width of the interval, a fraction in (0, 1).
    deff : float, default 1
        Design effect expected of clusters and weights.
    response_rate : float, default 1
        Part of the drawn who will answer, in (0, 1].
    population : int, optional
        For the finite-population correction; the result may exceed it, and the
        margin then cannot be had.
    level : float, default 0.95

    Returns
    -------
    int
        n = z²·p(1 − p)·deff/e², corrected for the population as in simple random
        sampling, over the response rate, rounded up.
    """
    _check_share("share", share)
    _check_share("margin", margin)
    _check_survey(deff, response_rate)
    z = _quantile(level)
    size = z**2 * share * (1 - share) * deff / margin**2
    if population is not None:
        size = size / (1 + (size - 1) / population)
    return math.ceil(size / response_rate - 1e-9)


def power_to_settle(
    share: float, n: int, *, index_target: float, level: float = 0.95
) -> float:
    """Return the chance that the verdict falls on the side of the truth.

    Parameters
    ----------
    share : float
        The true share, in [0, 1], not the target itself.
    n : int
        Answers of a simple random sample, or the effective number of another.
    index_target : float
        In (0, 1).
    level : float, default 0.95
        Confidence level of the verdict.

    Returns
    -------
    float
        Exact binomial chance that Wilson's interval with a normal quantile lies at
        or above the target if the share is above it, or below it otherwise.
    """
    _check_target(share, index_target)
    if n < 1:
        raise ArgumentError(f"n is {n}; it must be at least 1")
    if share < index_target:
        return power_to_settle(1 - share, n, index_target=1 - index_target, level=level)
    reach = _quantile(level) * math.sqrt(index_target * (1 - index_target) / n)
    # Wilson's lower bound is at the target where the share is `reach` above it.
    needed = math.ceil(n * (index_target + reach) - 1e-9)
    return _upper_tail(needed, n, share)


def size_to_settle(
    share: float,
    *,
    index_target: float,
    power: float = 0.8,
    deff: float = 1.0,
    response_rate: float = 1.0,
    level: float = 0.95,
) -> int:
    """Return how many to draw so that the verdict settles with the given power.

    Parameters
    ----------
    share : float
        The true share that should be recognised, in [0, 1], not the target.
    index_target : float
        In (0, 1).
    power : float, default 0.8
        Chance of a settled, right verdict, in (0, 1).
    deff, response_rate
        See `size_for_margin`.
    level : float, default 0.95

    Returns
    -------
    int
        The power of counts goes up and down with n; the result is the size from
        which on it stays at or above `power`, times `deff`, over the response
        rate, rounded up. 378 for 90 % against 85 % with power 0.8. Above 20,000 it is
        the normal approximation's, plus the depth of a dip.
    """
    _check_share("power", power)
    _check_survey(deff, response_rate)
    size = _settling_size(share, index_target, power, level)
    return math.ceil(size * deff / response_rate - 1e-9)


def _settling_size(
    share: float, index_target: float, power: float, level: float
) -> int:
    _check_target(share, index_target)
    z, b = _quantile(level), NormalDist().inv_cdf(power)
    rough = z * math.sqrt(index_target * (1 - index_target))
    rough += max(0.0, b) * math.sqrt(share * (1 - share))
    centre = (rough / abs(share - index_target)) ** 2
    if centre > LARGE:
        # One count more or less moves the size by 1/|p - T|, the depth of the dips.
        return math.ceil(centre + 1 / abs(share - index_target))
    # Well past the last size at which the power of counts dips below.
    n = math.ceil(centre + 12 * math.sqrt(centre) + 60)
    while n > 1 and (
        power_to_settle(share, n - 1, index_target=index_target, level=level) >= power
    ):
        n -= 1
    return n


def _upper_tail(needed: int, n: int, p: float) -> float:
    """Return the chance of at least `needed` hits among n."""
    if needed > n:
        return 0.0
    if p == 1:
        return 1.0
    if needed <= n * p:
        return 1 - math.fsum(_terms(n - needed + 1, n, 1 - p))
    return math.fsum(_terms(needed, n, p))


def _terms(first: int, n: int, p: float) -> Iterator[float]:
    """Yield binomial probabilities from `first` on, beyond the mode."""
    log_term = math.lgamma(n + 1) - math.lgamma(first + 1) - math.lgamma(n - first + 1)
    term = math.exp(log_term + first * math.log(p) + (n - first) * math.log1p(-p))
    hits = first
    while term >= NEGLIGIBLE:
        yield term
        term *= (n - hits) / (hits + 1) * p / (1 - p)
        hits += 1


def _quantile(level: float) -> float:
    _check_share("level", level)
    return NormalDist().inv_cdf((1 + level) / 2)


def _check_share(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ArgumentError(f"{name} is {value}; give a fraction in (0, 1)")


def _check_target(share: float, index_target: float) -> None:
    _check_share("index_target", index_target)
    if not 0 <= share <= 1 or share == index_target:
        raise ArgumentError(f"share is {share}; give one in [0, 1] off the target")


def _check_survey(deff: float, response_rate: float) -> None:
    if not deff > 0:
        raise ArgumentError(f"deff is {deff}; it must be positive")
    if not 0 < response_rate <= 1:
        raise ArgumentError(f"response_rate is {response_rate}; give it in (0, 1]")
