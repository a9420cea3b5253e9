"""Weights that meet known totals: post-stratification, raking and regression."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, Integers, codes_of, finite, same_length
from analysis.calibrated import residuals_on
from analysis.design import Design
from analysis.errors import ArgumentError, ConvergenceError, MarginsError
from analysis.weighting.trimming import bounded


@dataclass(frozen=True, eq=False)
class Margin:
    """A grouping of the rows, and the known number of persons in each group.

    Attributes
    ----------
    labels : array_like, shape (n,)
        Group of each row.
    totals : mapping of group to float
        Positive; every group of the sample has one, and every group with a total
        has a row.
    """

    labels: ArrayLike
    totals: Mapping[Hashable, float]


def post_stratify(design: Design, margin: Margin) -> Design:
    """Scale the weights of each group to its known total.

    Parameters
    ----------
    design : Design
        Of the whole sample.
    margin : Margin

    Returns
    -------
    Design
        With the new weights; its variances are those of the calibration residuals.

    Raises
    ------
    MarginsError
        If a group of the sample has no total, a group with a total has no row with
        weight, or a total is not positive.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling,
       1992, section 7.6. Agrees with ``survey::postStratify``.
    """
    codes, totals = _groups(design, margin)
    sums = np.bincount(codes, design.weights, minlength=len(totals))
    weights = design.weights * (totals / sums)[codes]
    variables = _indicators(codes, len(totals))
    return design.calibrated(weights, residuals_on(variables, design.weights, weights))


def rake(
    design: Design,
    margins: Sequence[Margin],
    *,
    tolerance: float = 1e-10,
    most_rounds: int = 1000,
    bounds: tuple[float, float] | None = None,
) -> Design:
    """Scale the weights to the margins in turn until all of them fit.

    Parameters
    ----------
    design : Design
        Of the whole sample.
    margins : sequence of Margin
        Their totals add up to the same number.
    tolerance : float, default 1e-10
        Largest relative difference from a known total that may remain.
    most_rounds : int, default 1000
    bounds : (float, float), optional
        Smallest and largest weight as a multiple of the mean weight: the weights
        are trimmed to it within each round.

    Returns
    -------
    Design
        With the new weights; its variances are those of the calibration residuals
        on all margins together.

    Raises
    ------
    MarginsError
        If the totals of two margins add up to different numbers, or as in
        `post_stratify`.
    ConvergenceError
        If a margin is still off after `most_rounds`, as with empty cells that
        contradict the margins or with `bounds` that are too narrow.

    References
    ----------
    .. [1] W. E. Deming, F. F. Stephan, On a least squares adjustment of a sampled
       frequency table when the expected marginal totals are known, Annals of
       Mathematical Statistics 11, 1940.
    .. [2] J.-C. Deville, C.-E. Särndal, O. Sautory, Generalized raking procedures
       in survey sampling, Journal of the American Statistical Association 88,
       1993. Agrees with ``survey::calibrate(calfun = "raking")``; ``survey::rake``
       has the same weights, and stops projecting the variance after ten rounds.
    """
    if not margins:
        raise ArgumentError("margins is empty")
    groups = [_groups(design, margin) for margin in margins]
    _refuse_unlike_sums([float(totals.sum()) for _, totals in groups])
    weights = design.weights
    for _ in range(most_rounds):
        for codes, totals in groups:
            sums = np.bincount(codes, weights, minlength=len(totals))
            weights = weights * (totals / sums)[codes]
        if bounds is not None:
            weights = bounded(weights, bounds)
        if max(_largest_gap(weights, group) for group in groups) <= tolerance:
            break
    else:
        raise ConvergenceError(
            f"raking: a margin is still off by more than {tolerance:g} of its total"
            f" after {most_rounds} rounds; join small groups or leave a margin out"
        )
    variables = np.hstack([_indicators(codes, len(totals)) for codes, totals in groups])
    return design.calibrated(weights, residuals_on(variables, design.weights, weights))


def regress(design: Design, variables: ArrayLike, totals: ArrayLike) -> Design:
    """Calibrate linearly to known totals of variables: the GREG estimator.

    Parameters
    ----------
    design : Design
        Of the whole sample.
    variables : array_like of float, shape (n, p)
        With a column of ones where the size of the population is known.
    totals : array_like of float, shape (p,)
        Totals of the variables over the population.

    Returns
    -------
    Design
        With the new weights; its variances are those of the regression residuals.

    Raises
    ------
    MarginsError
        If collinear variables have totals that contradict each other.
    ArgumentError
        If shapes differ, or some weight would become negative: a linear
        calibration sets no bound; rake instead.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling,
       1992, chapter 6. Agrees with ``survey::calibrate(calfun = "linear")``.
    """
    x, known = finite("variables", variables), finite("totals", totals)
    if x.ndim != 2 or known.shape != x.shape[1:]:
        raise ArgumentError(f"variables are {x.shape}, totals {known.shape}")
    same_length(weights=design.weights, variables=x)
    scale = np.maximum(np.abs(known), 1.0)
    gram = x.T @ (x * design.weights[:, np.newaxis])
    coefficients = np.linalg.lstsq(gram, known - design.weights @ x, rcond=None)[0]
    weights = design.weights * (1 + x @ coefficients)
    if (np.abs(weights @ x - known) > 1e-8 * scale).any():
        raise MarginsError(
            "totals contradict each other: no weights meet them all; look for"
            " variables that add up to others"
        )
    if (weights < 0).any():
        raise ArgumentError(
            f"totals would take a weight to {weights.min():.3g}; rake to margins, or"
            " use fewer variables"
        )
    return design.calibrated(weights, residuals_on(x, design.weights, weights))


def _groups(design: Design, margin: Margin) -> tuple[Integers, Floats]:
    codes, distinct = codes_of("margin", margin.labels)
    same_length(weights=design.weights, margin=codes)
    labels = distinct.tolist()
    missing = [label for label in labels if label not in margin.totals]
    if missing:
        raise MarginsError(f"margin has no total for the group {missing[0]!r}")
    totals = np.array([margin.totals[label] for label in labels], np.float64)
    wrong = ~(np.isfinite(totals) & (totals > 0))
    if wrong.any():
        group = labels[int(np.flatnonzero(wrong)[0])]
        raise MarginsError(f"the total of group {group!r} is {totals[wrong][0]}")
    sums = np.bincount(codes, design.weights, minlength=len(labels))
    empty = [label for label, weight in zip(labels, sums, strict=True) if weight == 0]
    empty += [label for label in margin.totals if label not in set(labels)]
    if empty:
        raise MarginsError(
            f"nobody of the group {empty[0]!r} is in the sample, yet it has a total;"
            " join it with another group"
        )
    return codes, totals


def _indicators(codes: Integers, size: int) -> Floats:
    return np.asarray(codes[:, np.newaxis] == np.arange(size), dtype=np.float64)


def _refuse_unlike_sums(sums: Sequence[float]) -> None:
    if max(sums) - min(sums) > 1e-9 * max(sums):
        raise MarginsError(
            f"margins add up to {min(sums):g} and to {max(sums):g}; they must"
            " describe the same population"
        )


def _largest_gap(weights: Floats, group: tuple[Integers, Floats]) -> float:
    codes, totals = group
    sums = np.bincount(codes, weights, minlength=len(totals))
    return float(np.abs(sums / totals - 1).max())
