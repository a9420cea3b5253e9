"""Verdicts on index targets: of each figure alone, and of the list of units."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

from analysis.estimate import Estimate
from analysis.intervals import p_value
from analysis.verdict import Verdict, holm_verdicts, verdict

MOST_PEOPLE = 12_000_000  # more than any province of Vietnam has


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """The value of an index target, and its row in the database."""

    id: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a figure says of a target, from unrounded values."""

    target_id: int
    verdict: Verdict
    verdict_in_list: Verdict
    further_answers: int | None


def judge(
    estimates: Sequence[Estimate], target: TargetLine, *, is_list: bool
) -> list[Judgement]:
    """Return the verdict of each estimate; of a list also the Holm-adjusted one."""
    alone = [verdict(each.low, each.high, target.value) for each in estimates]
    within = _within_list(estimates, target) if is_list else alone
    return [
        Judgement(
            target_id=target.id,
            verdict=mine,
            verdict_in_list=listed,
            further_answers=further_answers(estimate, target.value),
        )
        for estimate, mine, listed in zip(estimates, alone, within, strict=True)
    ]


def _within_list(estimates: Sequence[Estimate], target: TargetLine) -> list[Verdict]:
    values = [each.value for each in estimates]
    chances = p_value(
        values,
        [each.n_eff for each in estimates],
        [each.df for each in estimates],
        index_target=target.value,
    )
    level = estimates[0].level if estimates else 0.95
    return holm_verdicts(values, chances.tolist(), target.value, level=level)


def further_answers(estimate: Estimate, index_target: float) -> int | None:
    """Return how many more answers would settle the verdict at the same share.

    The rule is the interval's own, with its t quantile: it is assumed that PSUs
    grow with the answers, so that their number keeps its proportion. Nought where
    the verdict is settled, nothing where no number of answers settles it that a
    province has people for.
    """
    if verdict(estimate.low, estimate.high, index_target) is not Verdict.CANNOT_TELL:
        return 0
    if estimate.df <= 0 or estimate.value == index_target:
        return None
    low, high = estimate.n, _needed(estimate, index_target, estimate.n)
    while low < high:  # what is needed falls as more come: they meet once
        middle = (low + high) // 2
        if middle >= _needed(estimate, index_target, middle):
            high = middle
        else:
            low = middle + 1
    return low - estimate.n if low <= MOST_PEOPLE else None


def _needed(estimate: Estimate, index_target: float, answers: int) -> int:
    """Answers that the interval needs with as many PSUs as `answers` would bring."""
    df = estimate.df * answers / estimate.n
    quantile = float(special.stdtrit(df, (1 + estimate.level) / 2))
    spread = index_target * (1 - index_target) / (estimate.value - index_target) ** 2
    deff = max(1.0, estimate.n / estimate.n_eff)
    return math.ceil(deff * quantile**2 * spread)
