"""Several estimates together: their covariance, differences and other contrasts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, finite, same_length
from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.estimate import Estimate
from analysis.linearised import Linearised
from analysis.psu_totals import PsuTotals, degrees_of_freedom
from analysis.results import wald_result
from analysis.variance import Lonely, covariance_of_totals


@dataclass(frozen=True, eq=False)
class Joint:
    """Estimates from one sample, side by side.

    Attributes
    ----------
    values : ndarray of float, shape (k,)
    covariance : ndarray of float, shape (k, k)
        Under the design; PSUs that several estimates share are in it.
    df : int
        Degrees of freedom of the whole.
    n : int
        Respondents behind the estimates together.
    """

    values: Floats
    covariance: Floats
    df: int
    n: int

    @property
    def se(self) -> Floats:
        """Standard errors, shape (k,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def joint(
    estimates: Sequence[Linearised],
    design: Design,
    *,
    domain: ArrayLike | None = None,
) -> Joint:
    """Put estimates of rows side by side.

    Parameters
    ----------
    estimates : sequence of Linearised, length k
        From `linear_mean` and its like; agencies are domains of the one design. For
        a change between waves the rows of both waves are stacked in one design in
        which a PSU of both keeps its label and stratum.
    design : Design
        Of the whole sample.
    domain : array_like of bool, shape (n,), optional
        Rows in any of the estimates, for `df` and `n`; all by default.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``vcov(svyby(..., covmat = TRUE))``.
    """
    if not estimates:
        raise ArgumentError("estimates is empty")
    inside = design.members(domain)
    return Joint(
        values=np.array([estimate.value for estimate in estimates]),
        covariance=design.covariance(
            np.column_stack([estimate.scores for estimate in estimates])
        ),
        df=design.degrees_of_freedom(inside),
        n=int(inside.sum()),
    )


def joint_of_totals(
    estimates: Sequence[Linearised],
    table: PsuTotals,
    *,
    n: int,
    members: ArrayLike | None = None,
    lonely: Lonely | str = Lonely.ADJUST,
) -> Joint:
    """Put estimates of PSU totals side by side; `table` gives strata and fpc.

    Parameters
    ----------
    estimates : sequence of Linearised, length k
        From `linear_ratio` and its like, with a score for each PSU of `table`. For
        two waves see `analysis.waves.side_by_side`.
    table : PsuTotals
        Of the whole sample.
    n : int
        Respondents behind the estimates together.
    members : array_like of bool, shape (m,), optional
        PSUs with members of any of the domains, for `df`; all by default.
    """
    if not estimates:
        raise ArgumentError("estimates is empty")
    scores = np.column_stack([estimate.scores for estimate in estimates])
    same_length(table=table.strata, scores=scores)
    inside = np.full(len(scores), True) if members is None else members
    return Joint(
        values=np.array([estimate.value for estimate in estimates]),
        covariance=covariance_of_totals(
            PsuTotals(table.strata, scores, fpc=table.fpc), lonely=lonely
        ),
        df=degrees_of_freedom(table.strata, inside),
        n=n,
    )


def contrast(
    estimates: Joint,
    coefficients: ArrayLike,
    *,
    value: float | None = None,
    level: float = 0.95,
) -> Estimate:
    """Return a linear combination of estimates, such as a difference.

    Parameters
    ----------
    estimates : Joint
    coefficients : array_like of float, shape (k,)
        For a function that is not linear: its gradient at the estimates.
    value : float, optional
        The value of that function there; the linear combination by default.
    level : float, default 0.95
        Confidence level, a fraction in (0, 1).

    Returns
    -------
    Estimate
        With Wald's interval and t's quantile; a difference of shares is in points
        and has no bounds to respect. `deff` and `n_eff` are nan.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. Agrees
       with ``survey::svycontrast``.
    """
    weights = finite("coefficients", coefficients)
    if weights.shape != estimates.values.shape:
        raise ArgumentError(
            f"coefficients are {weights.shape}, the estimates {estimates.values.shape}"
        )
    return wald_result(
        float(weights @ estimates.values) if value is None else value,
        math.sqrt(max(0.0, float(weights @ estimates.covariance @ weights))),
        n=estimates.n,
        df=estimates.df,
        level=level,
    )


def difference(
    estimates: Joint, first: int, second: int, *, level: float = 0.95
) -> Estimate:
    """Return the estimate at `first` less that at `second`, covariance included."""
    coefficients = np.zeros(len(estimates.values))
    coefficients[first] += 1
    coefficients[second] -= 1
    return contrast(estimates, coefficients, level=level)
