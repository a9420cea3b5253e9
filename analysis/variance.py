"""The design-based covariance of totals, from the totals of the PSUs."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats, Labels, codes_of, same_length, sums_by
from analysis.errors import LonelyPsuError
from analysis.psu_totals import PsuTotals, free_fractions


class Lonely(StrEnum):
    """What to do with a stratum of which a single PSU was drawn."""

    ADJUST = "adjust"
    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"


def covariance_of_totals(
    sample: PsuTotals,
    *,
    lonely: Lonely | str = Lonely.ADJUST,
    members: ArrayLike | None = None,
) -> Floats:
    """Return the covariance matrix of the estimated totals of k columns.

    Ultimate clusters: PSUs count as drawn with replacement within strata, so
    all later stages are covered by the spread of the PSU totals. With `fpc` the
    first stage is corrected for the fraction drawn.

    Parameters
    ----------
    sample : PsuTotals
        Table of m PSUs and k columns; the linearised scores of an estimate are
        such a column.
    lonely : {"adjust", "fail", "remove", "certainty"}
        A single PSU is compared with the mean over the PSUs of all strata
        ("adjust"), refused, or taken to add nothing ("remove", "certainty": the
        same number, kept apart to say which is meant). A stratum that `fpc` says
        was drawn whole is not lonely.
    members : array_like of bool, shape (m,), optional
        PSUs with members of the domain. Strata without any then leave the mean
        that "adjust" compares with, as they do in R's subsets; this matters for
        totals of a domain only.

    Returns
    -------
    ndarray of float, shape (k, k)
        In the square of the columns' units.

    Raises
    ------
    LonelyPsuError
        If a stratum holds a single PSU and `lonely` is "fail".

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling,
       1992, chapter 4. Agrees with ``vcov(survey::svytotal(...))`` of R's survey
       4.4 under ``options(survey.lonely.psu = ...)``.
    """
    kept = _strata_with_members(sample.strata, members)
    codes, distinct = codes_of("strata", sample.strata[kept])
    totals = sample.totals[kept]
    sizes = np.bincount(codes, minlength=len(distinct))
    free = free_fractions(distinct, sizes, sample.fpc)

    centres = sums_by(codes, totals, len(distinct)) / sizes[:, np.newaxis]
    alone = (sizes == 1) & (free > 0)
    if alone.any() and Lonely(lonely) is Lonely.FAIL:
        raise LonelyPsuError(
            f"stratum {distinct[alone][0]!r} holds a single PSU; join it with another"
            " stratum or choose how a lonely PSU counts"
        )
    if alone.any() and Lonely(lonely) is Lonely.ADJUST:
        centres[alone] = totals.mean(axis=0)

    scale = np.sqrt(free * sizes / np.maximum(sizes - 1, 1))
    deviations = (totals - centres[codes]) * scale[codes, np.newaxis]
    covariance: Floats = deviations.T @ deviations
    return covariance


def _strata_with_members(strata: Labels, members: ArrayLike | None) -> Bools | slice:
    if members is None:
        return slice(None)
    inside = np.asarray(members, dtype=bool)
    same_length(strata=strata, members=inside)
    codes, distinct = codes_of("strata", strata)
    return (np.bincount(codes[inside], minlength=len(distinct)) > 0)[codes]
