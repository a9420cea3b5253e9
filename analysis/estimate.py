"""The one shape in which every estimate leaves this package."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A survey estimate with its uncertainty.

    Attributes
    ----------
    value : float
        The point estimate, in the unit of the estimated quantity.
    se : float
        Its standard error under the design, in the same unit. Nought is not
        certainty: look at `df` and at the interval.
    low, high : float
        Bounds of the confidence interval at `level`; nan where the design gives
        no interval (`df` is nought).
    level : float
        Confidence level, a fraction in (0, 1).
    n : int
        Respondents the estimate rests on, unweighted.
    n_eff : float
        Size of the simple random sample as informative as this one, at most
        `n`; nan where it has no meaning.
    df : int
        Degrees of freedom of the variance: PSUs less strata with members.
    deff : float
        Design effect: variance over that of a simple random sample of size `n`
        drawn with replacement; nan where the latter is nought.
    method : str
        Name of the interval's method.
    """

    value: float
    se: float
    low: float
    high: float
    level: float
    n: int
    n_eff: float
    df: int
    deff: float
    method: str
