"""What unequal weights cost; standard library only."""

from collections.abc import Sequence

from analysis.errors import ArgumentError


def kish_deff(weights: Sequence[float]) -> float:
    """Return Kish's design effect of unequal weights, n·Σw²/(Σw)².

    It is the factor by which the weights alone inflate the variance of a mean
    that has nothing to do with them; clusters are not in it.

    Parameters
    ----------
    weights : sequence of float
        Not negative. Weights of nought do not count as respondents.

    Raises
    ------
    ArgumentError
        If a weight is negative or all are nought.

    References
    ----------
    .. [1] L. Kish, Weighting for unequal Pi, Journal of Official Statistics 8,
       1992.
    """
    used = [float(weight) for weight in weights if weight != 0]
    if not used or not all(weight > 0 for weight in used):
        raise ArgumentError("weights are all nought, or hold a negative or missing one")
    return len(used) * sum(w * w for w in used) / sum(used) ** 2


def effective_size(weights: Sequence[float]) -> float:
    """Return the number of equal weights that are worth as much, (Σw)²/Σw²."""
    return sum(weight != 0 for weight in weights) / kish_deff(weights)
