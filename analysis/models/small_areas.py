"""Model-based shares of small agencies, which borrow strength from the others.

They may be shown, marked as model-based; a verdict never rests on them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from analysis.arrays import Floats, not_negative, same_length
from analysis.errors import ArgumentError, ConvergenceError

MOST_STEPS = 1000


@dataclass(frozen=True, eq=False)
class SmallAreaShares:
    """Shares of k areas under a model.

    Attributes
    ----------
    value, low, high : ndarray of float, shape (k,)
        Posterior mean and central interval, fractions. The interval takes the
        model's two numbers as known, so it is a little narrow with few areas.
    own_part : ndarray of float, shape (k,)
        Part of `value` that rests on the area's own answers, in [0, 1].
    mean : float
        Share that the model expects of an area without answers.
    strength : float
        Number of answers that this expectation is worth.
    level : float
    model_based : bool
        True, for whoever prints it.
    """

    value: Floats
    low: Floats
    high: Floats
    own_part: Floats
    mean: float
    strength: float
    level: float
    model_based: bool = True


def beta_binomial(
    shares: ArrayLike, sizes: ArrayLike, *, level: float = 0.95
) -> SmallAreaShares:
    """Shrink the shares of areas towards their common mean.

    Parameters
    ----------
    shares : array_like of float, shape (k,)
        Direct share of each area, in [0, 1]; anything where its size is 0.
    sizes : array_like of float, shape (k,)
        Effective sample size of each area (`Estimate.n_eff`), not its plain n: the
        model knows of no clusters.
    level : float, default 0.95
        Level of the interval, a fraction in (0, 1).

    Returns
    -------
    SmallAreaShares
        The two numbers of the beta distribution are those of largest likelihood.

    Raises
    ------
    ArgumentError
        If fewer than three areas have answers, or a share is outside [0, 1].
    ConvergenceError
        If the likelihood has no largest value that can be found.

    References
    ----------
    .. [1] J. N. K. Rao, I. Molina, Small Area Estimation, 2015, section 9.5.
    """
    size = not_negative("sizes", sizes)
    same_length(shares=shares, sizes=size)
    share = np.where(size > 0, np.asarray(shares, np.float64), 0.0)
    if not 0 < level < 1:
        raise ArgumentError(f"level is {level}; give a fraction in (0, 1)")
    if not ((share >= 0) & (share <= 1)).all():
        raise ArgumentError("shares holds a value outside [0, 1]")
    if (size > 0).sum() < 3:
        raise ArgumentError("fewer than three areas have answers to learn from")
    hits = share * size
    mean, strength = _fit(hits, size)
    a, b = mean * strength + hits, (1 - mean) * strength + size - hits
    tail = (1 - level) / 2
    return SmallAreaShares(
        value=a / (a + b),
        low=np.asarray(special.betaincinv(a, b, tail)),
        high=np.asarray(special.betaincinv(a, b, 1 - tail)),
        own_part=size / (size + strength),
        mean=mean,
        strength=strength,
        level=level,
    )


def _fit(hits: Floats, size: Floats) -> tuple[float, float]:
    pooled = float(np.clip(hits.sum() / size.sum(), 1e-4, 1 - 1e-4))

    def loss(numbers: Floats) -> float:
        mean, strength = special.expit(numbers[0]), np.exp(numbers[1])
        a, b = mean * strength, (1 - mean) * strength
        return -float(
            (special.betaln(a + hits, b + size - hits) - special.betaln(a, b)).sum()
        )

    # Areas that differ no more than chance push the strength up without end; at a
    # million answers the shares are all but equal.
    found = optimize.minimize(
        loss,
        [special.logit(pooled), np.log(50.0)],
        method="L-BFGS-B",
        bounds=[(-14, 14), (np.log(0.1), np.log(1e6))],
        options={"maxiter": MOST_STEPS},
    )
    if not found.success:
        raise ConvergenceError(
            f"the beta-binomial model does not settle: {found.message}"
        )
    return float(special.expit(found.x[0])), float(np.exp(found.x[1]))
