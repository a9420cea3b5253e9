"""From the weights of all who were drawn to those of all who answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats, codes_of, finite, not_negative, same_length
from analysis.errors import ArgumentError, ConvergenceError

CONVERGED = 1e-12
MOST_STEPS = 100


def base_weights(probabilities: ArrayLike) -> Floats:
    """Return 1/π for inclusion probabilities π in (0, 1], shape (n,)."""
    chance = finite("probabilities", probabilities)
    if not ((chance > 0) & (chance <= 1)).all():
        raise ArgumentError("probabilities holds a value outside (0, 1]")
    return 1 / chance


def cell_weights(weights: ArrayLike, answered: ArrayLike, cells: ArrayLike) -> Floats:
    """Let those who answered stand for all of their cell.

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        Base weights of all eligible units that were drawn.
    answered : array_like of bool, shape (n,)
    cells : array_like, shape (n,)
        Cell of each unit: a group alike in response and, it is hoped, in answers.

    Returns
    -------
    ndarray of float, shape (n,)
        Nought for whoever did not answer. Every cell keeps its sum of weights.

    Raises
    ------
    ArgumentError
        If nobody of a cell answered: join it with another.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling,
       1992, section 15.6: response homogeneity groups.
    """
    weight, replied = _checked(weights, answered)
    codes, distinct = codes_of("cells", cells)
    same_length(weights=weight, cells=codes)
    drawn = np.bincount(codes, weight, minlength=len(distinct))
    kept = np.bincount(codes, weight * replied, minlength=len(distinct))
    silent = (kept == 0) & (drawn > 0)
    if silent.any():
        raise ArgumentError(
            f"cells: nobody of {distinct.tolist()[np.flatnonzero(silent)[0]]!r}"
            " answered; join that cell with another"
        )
    factors = np.divide(drawn, kept, out=np.ones_like(drawn), where=kept > 0)
    return np.asarray(weight * replied * factors[codes])


@dataclass(frozen=True, eq=False)
class Propensities:
    """A logistic model of response.

    Attributes
    ----------
    probabilities : ndarray of float, shape (n,)
        Modelled chance of an answer of each unit.
    coefficients : ndarray of float, shape (p,)
        Log odds per unit of each variable.
    """

    probabilities: Floats
    coefficients: Floats


def propensities(
    variables: ArrayLike, answered: ArrayLike, weights: ArrayLike
) -> Propensities:
    """Fit the chance of an answer by weighted logistic regression.

    Parameters
    ----------
    variables : array_like of float, shape (n, p)
        Known of all who were drawn; with a column of ones for the intercept.
    answered : array_like of bool, shape (n,)
    weights : array_like of float, shape (n,)
        Base weights.

    Raises
    ------
    ConvergenceError
        If the fit does not settle, as when a variable tells answered and silent
        apart without fail.
    ArgumentError
        If the variables are collinear or lengths differ.

    References
    ----------
    .. [1] P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, chapter 4.
       Agrees with ``survey::svyglm(family = quasibinomial)``.
    """
    weight, replied = _checked(weights, answered)
    x = finite("variables", variables)
    same_length(weights=weight, variables=x)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ArgumentError("variables are collinear; leave one of them out")
    beta = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -500, 500)))
        curvature = weight * chance * (1 - chance)
        information = x.T @ (x * curvature[:, np.newaxis])
        if np.linalg.cond(information) > 1 / np.finfo(float).eps:
            break
        step = np.linalg.solve(information, x.T @ (weight * (replied - chance)))
        beta = beta + step
        if np.abs(step).max() <= CONVERGED * (1 + np.abs(beta).max()):
            return Propensities(1 / (1 + np.exp(-(x @ beta))), beta)
    raise ConvergenceError(
        "the response model does not settle: some variable tells who answered from"
        " who did not without fail; use cells instead"
    )


def propensity_classes(
    probabilities: ArrayLike, weights: ArrayLike, *, classes: int = 5
) -> Floats:
    """Return cells of like propensity, numbered from 0, of about equal weight.

    Weighting within them is less at the mercy of the model than 1/propensity.

    Parameters
    ----------
    probabilities, weights : array_like of float, shape (n,)
    classes : int, default 5

    References
    ----------
    .. [1] R. J. A. Little, Survey nonresponse adjustments for estimates of means,
       International Statistical Review 54, 1986.
    """
    if classes < 1:
        raise ArgumentError(f"classes is {classes}; it must be at least 1")
    chance, weight = (
        finite("probabilities", probabilities),
        not_negative("weights", weights),
    )
    same_length(probabilities=chance, weights=weight)
    distinct, code = np.unique(chance, return_inverse=True)
    mass = np.bincount(code, weight, minlength=len(distinct))
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    return np.asarray(np.minimum(np.floor(middle * classes), classes - 1)[code])


def _checked(weights: ArrayLike, answered: ArrayLike) -> tuple[Floats, Bools]:
    weight, replied = not_negative("weights", weights), np.asarray(answered)
    if replied.dtype != np.bool_:
        raise ArgumentError(f"answered holds {replied.dtype}; give booleans")
    same_length(weights=weight, answered=replied)
    return weight, replied
