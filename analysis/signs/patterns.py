"""Straight-lining, and forms of one interviewer that are too much alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats, Integers, codes_of, same_length
from analysis.errors import ArgumentError
from analysis.signs.sign import Sign

FEWEST_ITEMS = 5


def straight_lines(answers: ArrayLike, *, fewest_items: int = FEWEST_ITEMS) -> Bools:
    """Return which forms give one and the same answer to every item.

    Parameters
    ----------
    answers : array_like of float, shape (n, J)
        Codes; NaN for no valid answer, which is passed over.
    fewest_items : int, default 5
        Valid answers that a form must have to be called a straight line.

    Returns
    -------
    ndarray of bool, shape (n,)
        The direction does not matter: all 1 is as straight as all 5. Many contented
        people answer so in good faith, which is why groups are compared.
    """
    codes = _codes(answers)
    valid = ~np.isnan(codes)
    low = np.where(valid, codes, np.inf).min(axis=1)
    high = np.where(valid, codes, -np.inf).max(axis=1)
    return np.asarray((valid.sum(axis=1) >= fewest_items) & (low == high))


def straight_lining(
    answers: ArrayLike,
    groups: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    seed: int,
    permutations: int = 2000,
) -> list[Sign]:
    """Compare each group's share of straight lines with that of its strata.

    Parameters
    ----------
    answers : array_like of float, shape (n, J)
    groups : array_like, shape (n,)
        Interviewer or counter of each form.
    strata : array_like, shape (n,), optional
        Forms are exchanged within a stratum only, so that an interviewer of a
        contented commune is compared with others there.
    seed : int
    permutations : int, default 2000

    Returns
    -------
    list of Sign, one per group in order of appearance
        `statistic` and `expected` are shares of forms.
    """
    lines = straight_lines(answers).astype(np.float64)
    code, labels, stratum = _grouped(len(lines), groups, strata, permutations)
    size = np.bincount(code, minlength=len(labels))

    def shares(order: Integers) -> Floats:
        return np.bincount(code, lines[order], minlength=len(labels)) / size

    return _signs(
        shares, labels, size=size, stratum=stratum, seed=seed, permutations=permutations
    )


def answer_match(
    answers: ArrayLike,
    interviewers: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    seed: int,
    permutations: int = 500,
) -> list[Sign]:
    """Compare how alike an interviewer's forms are with chance in the same strata.

    A fixed bound on the match, such as 85 %, flags honest interviews wherever people
    agree; whether forms match more within an interviewer than between those of one
    stratum does not depend on how much people agree.

    Parameters
    ----------
    answers : array_like of float, shape (n, J)
        Codes; NaN for no valid answer, a value of its own in the comparison.
    interviewers : array_like, shape (n,)
    strata : array_like, shape (n,), optional
        As of `straight_lining`.
    seed : int
    permutations : int, default 500

    Returns
    -------
    list of Sign, one per interviewer
        `statistic` is the mean share of items on which two of the interviewer's forms
        agree, `expected` its mean over the permutations; both nan with one form.

    References
    ----------
    .. [1] N. Kuriakose, M. Robbins, Don't get duped: fraud through duplication in
       public opinion surveys, Statistical Journal of the IAOS 32, 2016.
    .. [2] K. Simmons, A. Mercer, S. Schwarzer, C. Kennedy, Evaluating a new proposal
       for detecting data falsification in surveys, ibid.
    """
    codes = np.where(np.isnan(found := _codes(answers)), -1.0, found)
    code, labels, stratum = _grouped(len(codes), interviewers, strata, permutations)
    size = np.bincount(code, minlength=len(labels))
    values = [np.unique(column, return_inverse=True)[1] for column in codes.T]

    def matches(order: Integers) -> Floats:
        return _mean_match([value[order] for value in values], code, size)

    return _signs(
        matches,
        labels,
        size=size,
        stratum=stratum,
        seed=seed,
        permutations=permutations,
    )


def _mean_match(values: list[Integers], code: Integers, size: Integers) -> Floats:
    """Mean share of equal answers over the pairs of forms within each group."""
    groups = len(size)
    agreeing = np.zeros(groups)
    for value in values:
        width = int(value.max()) + 1
        count = np.bincount(code * width + value, minlength=groups * width)
        table = count.reshape(groups, width).astype(np.float64)
        agreeing += (table * (table - 1)).sum(axis=1)
    pairs = size * (size - 1.0) * len(values)
    nothing = np.full(groups, np.nan)
    return np.asarray(np.divide(agreeing, pairs, out=nothing, where=pairs > 0))


def _signs(
    statistic_of: Callable[[Integers], Floats],
    labels: list[str],
    *,
    size: Integers,
    stratum: Integers,
    seed: int,
    permutations: int,
) -> list[Sign]:
    """Set the groups' statistics beside those of forms shuffled within strata."""
    random = np.random.Generator(np.random.PCG64(seed))
    found = statistic_of(np.arange(len(stratum)))
    by_stratum = np.argsort(stratum, kind="stable")
    chance = np.empty((permutations, len(labels)))
    for row in range(permutations):
        # Sorting by stratum, then by chance, shuffles each stratum on its own.
        order = np.empty(len(stratum), dtype=np.intp)
        order[by_stratum] = np.lexsort((random.random(len(stratum)), stratum))
        chance[row] = statistic_of(order)
    # Float noise must not part a statistic from the equal one of a permutation.
    as_large = (chance >= found - 1e-12).sum(axis=0)
    p_values = np.where(np.isnan(found), np.nan, (1 + as_large) / (1 + permutations))
    return [
        Sign(
            group=label,
            statistic=float(found[group]),
            expected=float(chance[:, group].mean()),
            p_value=float(p_values[group]),
            n=int(size[group]),
        )
        for group, label in enumerate(labels)
    ]


def _grouped(
    n: int, groups: ArrayLike, strata: ArrayLike | None, permutations: int
) -> tuple[Integers, list[str], Integers]:
    code, labels = codes_of("groups", groups)
    stratum = np.zeros(n, np.intp) if strata is None else codes_of("strata", strata)[0]
    same_length(answers=np.empty(n), groups=code, strata=stratum)
    if permutations < 1:
        raise ArgumentError(f"permutations is {permutations}; it must be at least 1")
    return code, [str(label) for label in labels.tolist()], stratum


def _codes(answers: ArrayLike) -> Floats:
    codes = np.asarray(answers, dtype=np.float64)
    if codes.ndim != 2:
        raise ArgumentError(f"answers are {codes.shape}; give forms by items, (n, J)")
    return codes
