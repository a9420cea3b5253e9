"""Circular 01/2018/TT-VPCP: nine indicators of 0, 1 or 2 points, and the grades.

A scoring of dossiers and agencies by rules, not a survey share. Decree 118/2025
replaced the decree behind it; the scoring stays for reports made under it. Exact
decimals, since a score on a boundary decides a grade. Standard library only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from analysis.errors import ArgumentError

OFFICIAL_INDICATORS = (1, 2, 3, 4, 7)
AGENCY_INDICATORS = tuple(range(1, 10))
DOSSIER_INDICATORS = frozenset({1, 2, 3, 4, 6, 7})


class AgencyGrade(StrEnum):
    """Article 15, of the sum of nine indicators (18 points)."""

    EXCELLENT = "excellent"  # xuất sắc
    GOOD = "good"  # tốt
    FAIR = "fair"  # khá
    AVERAGE = "average"  # trung bình
    WEAK = "weak"  # yếu


class OfficialGrade(StrEnum):
    """Article 15, of the sum of indicators 1, 2, 3, 4 and 7 (10 points)."""

    ALL_DUTIES = "all_duties"  # hoàn thành 100 % nhiệm vụ
    MOST_DUTIES = "most_duties"  # từ 70 % đến dưới 100 %
    FEW_DUTIES = "few_duties"  # dưới 70 %


AGENCY_BOUNDARIES = (
    (Decimal(15), AgencyGrade.EXCELLENT),
    (Decimal(12), AgencyGrade.GOOD),
    (Decimal(9), AgencyGrade.FAIR),
    (Decimal(6), AgencyGrade.AVERAGE),
)
OFFICIAL_BOUNDARIES = (
    (Decimal(5), OfficialGrade.ALL_DUTIES),
    (Decimal("3.5"), OfficialGrade.MOST_DUTIES),
)


@dataclass(frozen=True, kw_only=True)
class Score:
    """A total and its grade.

    Attributes
    ----------
    total : Decimal
        Sum of the indicators that have a score.
    grade : AgencyGrade or OfficialGrade
    left_out : tuple of int
        Indicators without information. The circular does not rescale the boundaries
        for them, so the grade is then harder to reach: print which are left out.
    """

    total: Decimal
    grade: StrEnum
    left_out: tuple[int, ...]


def indicator_score(points: Sequence[int | None]) -> Decimal | None:
    """Return the mean points of the dossiers, rounded to one decimal (article 14).

    Parameters
    ----------
    points : sequence of {0, 1, 2} or None
        Points of each dossier; None without information, which is left out.

    Returns
    -------
    Decimal or None
        Rounded after averaging, halves upwards; None without any information.

    Raises
    ------
    ArgumentError
        If points are none of 0, 1, 2.
    """
    known = [point for point in points if point is not None]
    if not known:
        return None
    strange = [point for point in known if point not in (0, 1, 2)]
    if strange:
        raise ArgumentError(
            f"points holds {strange[0]!r}; an indicator gives 0, 1 or 2"
        )
    mean = Decimal(sum(known)) / Decimal(len(known))
    return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def agency_score(scores: Mapping[int, Decimal | None]) -> Score:
    """Return total and grade of an agency from the indicators 1 to 9.

    Boundaries are inclusive: 15.0 is excellent.
    """
    total, left_out = _total(scores, AGENCY_INDICATORS)
    grade = _grade(total, AGENCY_BOUNDARIES, AgencyGrade.WEAK)
    return Score(total=total, grade=grade, left_out=left_out)


def official_score(scores: Mapping[int, Decimal | None]) -> Score:
    """Return total and grade of an official from the indicators 1, 2, 3, 4 and 7."""
    total, left_out = _total(scores, OFFICIAL_INDICATORS)
    grade = _grade(total, OFFICIAL_BOUNDARIES, OfficialGrade.FEW_DUTIES)
    return Score(total=total, grade=grade, left_out=left_out)


def _total(
    scores: Mapping[int, Decimal | None], indicators: tuple[int, ...]
) -> tuple[Decimal, tuple[int, ...]]:
    strange = [indicator for indicator in scores if indicator not in AGENCY_INDICATORS]
    if strange:
        raise ArgumentError(
            f"scores names the indicator {strange[0]}; there are 1 to 9"
        )
    total, left_out = Decimal(0), []
    for indicator in indicators:
        score = scores.get(indicator)
        if score is None:
            left_out.append(indicator)
        elif not 0 <= score <= 2:
            raise ArgumentError(f"indicator {indicator} has {score}, outside 0 to 2")
        else:
            total += score
    return total, tuple(left_out)


def _grade(
    total: Decimal, boundaries: Sequence[tuple[Decimal, StrEnum]], lowest: StrEnum
) -> StrEnum:
    return next((grade for least, grade in boundaries if total >= least), lowest)
