"""Measures of the health and education surveys, each under its own name.

Each function turns answers into the value and the base of one measure; the estimators
(`analysis.estimators.share` and ``mean``, or PSU totals) turn these into figures with
errors. Two measures of the same answers are two numbers: the mean of 4.0 is neither
80 % nor the share of satisfied.

Codes are 1 (very dissatisfied) to 5 (very satisfied); 0 is "not used" (không sử dụng)
and leaves every base, as does NaN.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Bools, Floats
from analysis.errors import ArgumentError

CERTAINLY_RETURNS = 5
MOST_EXPECTATION = 200.0


@dataclass(frozen=True, eq=False)
class Measured:
    """A measure of n respondents.

    Attributes
    ----------
    name : str
        What may be printed beside it, untranslated.
    values : ndarray of float, shape (n,) or (n, J)
        Nought outside the base.
    base : ndarray of bool, of the same shape
    """

    name: str
    values: Floats
    base: Bools

    @property
    def hits(self) -> Bools:
        """The values of a share as booleans."""
        return np.asarray(self.values > 0)


def satisfied(codes: ArrayLike) -> Measured:
    """Measure the share of the answers 4 and 5 among the valid ones (tỷ lệ hài lòng).

    Parameters
    ----------
    codes : array_like, shape (n,) or (n, J)
    """
    answers, valid = _five_levels(codes)
    return _measured("share_satisfied", answers >= 4, valid)


def mean_score(codes: ArrayLike) -> Measured:
    """Measure the mean of the codes 1 to 5 (điểm trung bình).

    Parameters
    ----------
    codes : array_like, shape (n,) or (n, J)
    """
    answers, valid = _five_levels(codes)
    return _measured("mean_score", answers, valid)


def rescaled_score(codes: ArrayLike) -> Measured:
    """Measure the mean score on 0–100, (x − 1)/4 · 100: 1 becomes 0, 5 becomes 100."""
    answers, valid = _five_levels(codes)
    return _measured("score_0_100", (answers - 1) * 25, valid)


def part_of_best_score(codes: ArrayLike) -> Measured:
    """Measure the mean score over 5, as some hospital reports print it.

    It gives 20 % for the worst answers and 60 % for neutral ones; it is not a share
    of satisfied people and must not be called tỷ lệ hài lòng.
    """
    answers, valid = _five_levels(codes)
    return _measured("mean_over_5", answers / 5, valid)


def wholly_satisfied(codes: ArrayLike) -> Measured:
    """Measure the share of forms with valid answers of 4 and 5 only.

    In reports: hài lòng toàn diện.

    Parameters
    ----------
    codes : array_like, shape (n, J)
        A form without any valid answer leaves the base.
    """
    answers, valid = _five_levels(codes)
    if answers.ndim != 2:
        raise ArgumentError(f"codes are {answers.shape}; give forms by items, (n, J)")
    every = ((answers >= 4) | ~valid).all(axis=1)
    return _measured("share_wholly_satisfied", every, np.asarray(valid.any(axis=1)))


def expectation_met(percentages: ArrayLike) -> Measured:
    """Measure the mean of question G1, how far expectations were met.

    Answered in 0–200 %, returned as a fraction: above 1 is above expectation. A mean,
    not a share: no share's interval fits it.

    Parameters
    ----------
    percentages : array_like, shape (n,)
        As answered, in per cent; NaN leaves the base.
    """
    values = np.asarray(percentages, dtype=np.float64)
    valid = ~np.isnan(values)
    if ((values < 0) | (values > MOST_EXPECTATION)).any():
        raise ArgumentError("percentages holds a value outside 0 to 200")
    return _measured("expectation_met", values / 100, valid)


def certainly_returns(codes: ArrayLike) -> Measured:
    """Measure the share of question G2 who will certainly return or recommend (code 5).

    Parameters
    ----------
    codes : array_like, shape (n,)
        1 to 5, or 6 for another answer, which stays in the base; NaN leaves it.
    """
    answers = np.asarray(codes, dtype=np.float64)
    valid = ~np.isnan(answers)
    _refuse_strange(answers[valid], range(1, 7))
    return _measured("share_certain_return", answers == CERTAINLY_RETURNS, valid)


def content_score(codes: ArrayLike) -> Measured:
    """Measure each respondent's mean score of one content of the education form.

    The five contents (access, facilities, environment, activities, results) are
    averaged one by one; their official weights were not seen, so none are applied.

    Parameters
    ----------
    codes : array_like, shape (n, J)
        Items of the content.
    """
    answers, valid = _five_levels(codes)
    if answers.ndim != 2:
        raise ArgumentError(f"codes are {answers.shape}; give forms by items, (n, J)")
    count = valid.sum(axis=1)
    total = np.where(valid, answers, 0).sum(axis=1)
    return _measured("content_mean_score", total / np.maximum(count, 1), count > 0)


def _five_levels(codes: ArrayLike) -> tuple[Floats, Bools]:
    answers = np.asarray(codes, dtype=np.float64)
    valid = ~np.isnan(answers) & (answers != 0)
    _refuse_strange(answers[valid], range(1, 6))
    return answers, valid


def _refuse_strange(codes: Floats, known: range) -> None:
    strange = ~np.isin(codes, list(known))
    if strange.any():
        raise ArgumentError(
            f"codes holds {codes[strange][0]:g}, which the scale does not know; it runs"
            f" from {known[0]} to {known[-1]}, 0 is not used and NaN no answer"
        )


def _measured(name: str, values: ArrayLike, base: Bools) -> Measured:
    numbers = np.asarray(values, dtype=np.float64)
    return Measured(name, np.where(base, numbers, 0.0), np.asarray(base))
