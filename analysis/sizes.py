"""How many answers a question needs; standard library only."""

import math
from statistics import NormalDist

from analysis.errors import ArgumentError


def yamane_size(population: int, margin: float) -> int:
    """Return n = N/(1 + N·e²), rounded up, as the official plans compute it.

    It is the size for a share of one half at about 95 % under simple random
    sampling with full response; clusters and refusals are not in it.

    Parameters
    ----------
    population : int
        N, at least 1.
    margin : float
        e, a fraction in (0, 1).
    """
    if population < 1:
        raise ArgumentError(f"population is {population}; it must be at least 1")
    if not 0 < margin < 1:
        raise ArgumentError(f"margin is {margin}; give a fraction in (0, 1)")
    # Exact numbers below an integer by float noise must not round up past it.
    return math.ceil(population / (1 + population * margin**2) - 1e-9)


def further_answers(
    p: float,
    n: int,
    *,
    deff: float,
    index_target: float,
    level: float = 0.95,
    population: int | None = None,
) -> int | None:
    """Return how many more answers would settle the verdict at the same share.

    The rule is the verdict's own: Wilson's interval at n / max(1, deff), here with
    a normal quantile; it leaves the target out when n_eff reaches
    z²·T(1 − T)/(p − T)².

    Parameters
    ----------
    p : float
        The share so far, in [0, 1].
    n : int
        Answers so far.
    deff : float
        Design effect; for an `Estimate`, ``n / n_eff`` is the one that its
        interval used, also at a share of 0 or 1 where its `deff` is nan.
    index_target : float
        In (0, 1).
    level : float, default 0.95
        Confidence level of the verdict.
    population : int, optional
        How many could answer at all.

    Returns
    -------
    int or None
        0 if they already suffice. None if no number of answers settles it: the
        share equals the target, or more than `population` would be needed.

    Raises
    ------
    ArgumentError
        If an argument is out of its range.
    """
    if not 0 <= p <= 1:
        raise ArgumentError(f"p is {p}; give a share in [0, 1]")
    if not deff > 0 or math.isinf(deff):
        raise ArgumentError(f"deff is {deff}; it must be positive; try n / n_eff")
    if p == index_target:
        return None
    needed = math.ceil(max(1, deff) * _effective_size_to_settle(p, index_target, level))
    if population is not None and needed > population:
        return None
    return max(0, needed - n)


def smallest_size_to_meet(index_target: float, *, level: float = 0.95) -> int:
    """Return the fewest answers that can meet the target if all are satisfied.

    By Wilson's two-sided interval with a normal quantile: 73 answers for 95 %
    and 22 for 85 %, at the level 0.95.
    """
    return math.ceil(_effective_size_to_settle(1.0, index_target, level))


def _effective_size_to_settle(p: float, index_target: float, level: float) -> float:
    if not 0 < index_target < 1:
        raise ArgumentError(f"index_target is {index_target}; give it in (0, 1)")
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    z = NormalDist().inv_cdf((1 + level) / 2)
    return z**2 * index_target * (1 - index_target) / (p - index_target) ** 2
