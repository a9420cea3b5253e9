"""How a sample is shared among units; standard library only."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from analysis.errors import ArgumentError

Unit = TypeVar("Unit", bound=Hashable)


def proportional(
    sizes: Mapping[Unit, int], total: int, *, minimum: int = 0
) -> dict[Unit, int]:
    """Share `total` in proportion to the population of each unit.

    Parameters
    ----------
    sizes : mapping of unit to int
        Population of each unit, such as its finished dossiers.
    total : int
        Size of the whole sample.
    minimum : int, default 0
        Least sample of each unit, or its population where that is smaller.

    Returns
    -------
    dict of unit to int
        Adds up to `total`, or to the population if that is smaller; no unit gets more
        than its population. Fractions go to the largest remainders, ties to the unit
        that is named first.

    Raises
    ------
    ArgumentError
        If a size is negative, or the minima alone exceed `total`.
    """
    return allocate(
        sizes,
        {unit: float(size) for unit, size in sizes.items()},
        total,
        minimum=minimum,
    )


def equal(
    sizes: Mapping[Unit, int], total: int, *, minimum: int = 0
) -> dict[Unit, int]:
    """Share `total` equally: every unit is measured as well; see `proportional`."""
    return allocate(sizes, dict.fromkeys(sizes, 1.0), total, minimum=minimum)


def power_allocation(
    sizes: Mapping[Unit, int], total: int, *, exponent: float = 0.5, minimum: int = 0
) -> dict[Unit, int]:
    """Share `total` by a power of the population, between equal and proportional.

    Parameters
    ----------
    exponent : float, default 0.5
        0 is equal, 1 proportional. The rest: see `proportional`.

    References
    ----------
    .. [1] M. D. Bankier, Power allocations: determining sample sizes for subnational
       areas, The American Statistician 42, 1988.
    """
    if not 0 <= exponent <= 1:
        raise ArgumentError(f"exponent is {exponent}; give it in [0, 1]")
    parts = {unit: float(size) ** exponent for unit, size in sizes.items()}
    return allocate(sizes, parts, total, minimum=minimum)


def neyman(
    sizes: Mapping[Unit, int],
    spreads: Mapping[Unit, float],
    total: int,
    *,
    minimum: int = 0,
) -> dict[Unit, int]:
    """Share `total` so that the whole is measured best: by population times spread.

    Parameters
    ----------
    spreads : mapping of unit to float
        Standard deviation of the answers in each unit, √(p(1 − p)) for a share. The
        rest: see `proportional`.

    References
    ----------
    .. [1] J. Neyman, On the two different aspects of the representative method,
       Journal of the Royal Statistical Society 97, 1934.
    """
    missing = [unit for unit in sizes if unit not in spreads]
    if missing:
        raise ArgumentError(f"spreads lacks the unit {missing[0]!r}")
    if any(not spreads[unit] >= 0 for unit in sizes):
        raise ArgumentError("spreads holds a negative or missing value")
    parts = {unit: size * spreads[unit] for unit, size in sizes.items()}
    return allocate(sizes, parts, total, minimum=minimum)


def allocate(
    sizes: Mapping[Unit, int],
    parts: Mapping[Unit, float],
    total: int,
    *,
    minimum: int = 0,
) -> dict[Unit, int]:
    """Share `total` in proportion to `parts` within minimum and population."""
    if total < 0 or minimum < 0:
        raise ArgumentError(f"total is {total}, minimum {minimum}; give none below 0")
    if any(size < 0 for size in sizes.values()):
        raise ArgumentError("sizes holds a negative population")
    least = {unit: min(minimum, size) for unit, size in sizes.items()}
    if sum(least.values()) > total:
        raise ArgumentError(
            f"minimum: the minima add up to {sum(least.values())}, more than the total"
            f" of {total}; raise the total or lower the minimum"
        )
    wanted = min(total, sum(sizes.values()))
    factor = _factor(sizes, least, parts, wanted)
    exact = {
        unit: _within(factor * parts[unit], least[unit], sizes[unit]) for unit in sizes
    }
    return _rounded(exact, sizes, wanted)


def _within(value: float, low: int, high: int) -> float:
    return min(max(value, low), high)


def _factor(
    sizes: Mapping[Unit, int],
    least: Mapping[Unit, int],
    parts: Mapping[Unit, float],
    wanted: int,
) -> float:
    """Find the factor on `parts` at which the bounded shares add up, by bisection."""

    def reached(factor: float) -> float:
        return sum(
            _within(factor * parts[unit], least[unit], sizes[unit]) for unit in sizes
        )

    positive = [parts[unit] for unit in sizes if parts[unit] > 0]
    low, high = 0.0, (max(sizes.values(), default=0) + 1) / min(positive, default=1.0)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if reached(middle) < wanted else (low, middle)
    return high


def _rounded(
    exact: Mapping[Unit, float], sizes: Mapping[Unit, int], wanted: int
) -> dict[Unit, int]:
    # Whole numbers that bisection missed by float noise must not be rounded down.
    whole = {unit: int(value + 1e-9) for unit, value in exact.items()}
    order = sorted(exact, key=lambda unit: whole[unit] - exact[unit])
    left = wanted - sum(whole.values())
    while left > 0:
        # A unit without a part of its own still gives what the others cannot.
        for unit in order:
            if left > 0 and whole[unit] < sizes[unit]:
                whole[unit] += 1
                left -= 1
    return whole
