"""How much of the spread of answers lies between interviewers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.arrays import Integers, codes_of, finite, same_length
from analysis.errors import EmptyBaseError


@dataclass(frozen=True, kw_only=True)
class InterviewerEffect:
    """Intraclass correlation of answers within interviewers.

    Attributes
    ----------
    icc : float
        Part of the variance that lies between interviewers of a stratum, by the
        analysis of variance; may fall below nought by chance. Nan without any spread.
    deff : float
        1 + (m̄ − 1)·ICC: what interviewers add to the variance of the mean.
    p_value : float
        Of the F test that interviewers do not differ.
    interviewers, n : int
        Those used: only strata with two interviewers or more tell them from places.
    """

    icc: float
    deff: float
    p_value: float
    interviewers: int
    n: int


def interviewer_effect(
    values: ArrayLike,
    interviewers: ArrayLike,
    *,
    strata: ArrayLike | None = None,
) -> InterviewerEffect:
    """Return the interviewers' intraclass correlation.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Answers or scores.
    interviewers : array_like, shape (n,)
        Label unique in the stratum.
    strata : array_like, shape (n,), optional
        Places within which interviewers are compared; assignment within them should be
        random, or the effect of the place passes for the interviewer's.

    Raises
    ------
    EmptyBaseError
        If no stratum has two interviewers, or each has a single answer.

    References
    ----------
    .. [1] L. Kish, Studies of interviewer variance for attitudinal variables, Journal
       of the American Statistical Association 57, 1962.
    """
    y = finite("values", values)
    place = (
        np.zeros(len(y), np.intp) if strata is None else codes_of("strata", strata)[0]
    )
    who = codes_of("interviewers", interviewers)[0]
    same_length(values=y, interviewers=who, strata=place)
    code, first = _renumbered(place * (who.max(initial=0) + 1) + who)
    home = place[first]
    used = np.bincount(home)[place] > 1
    code, first = _renumbered(code[used])
    y, place = y[used], _renumbered(place[used])[0]
    home = place[first]
    groups, places, n = len(first), len(np.unique(home)), len(y)
    if groups - places < 1 or n - groups < 1:
        raise EmptyBaseError(
            "no stratum has two interviewers with answers to compare, so interviewers"
            " cannot be told from places"
        )
    size = np.bincount(code).astype(np.float64)
    size_there = np.bincount(place).astype(np.float64)
    mean, there = np.bincount(code, y) / size, np.bincount(place, y) / size_there
    between = float((size * (mean - there[home]) ** 2).sum()) / (groups - places)
    within = float(((y - mean[code]) ** 2).sum()) / (n - groups)
    # Mean size that fits unequal assignments, stratum by stratum.
    squares = np.bincount(home, size**2) / size_there
    typical = float(n - squares.sum()) / (groups - places)
    spread = between + (typical - 1) * within
    icc = (between - within) / spread if spread > 0 else float("nan")
    ratio = between / within if within > 0 else float("nan")
    return InterviewerEffect(
        icc=icc,
        deff=1 + (n / groups - 1) * icc,
        p_value=float(stats.f.sf(ratio, groups - places, n - groups)),
        interviewers=groups,
        n=n,
    )


def _renumbered(codes: Integers) -> tuple[Integers, Integers]:
    """Return the codes renumbered from nought, and a row of each."""
    _, first, code = np.unique(codes, return_index=True, return_inverse=True)
    return code, first
