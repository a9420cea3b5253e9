"""Response rates by the definitions of the AAPOR; standard library only."""

from dataclasses import dataclass

from analysis.errors import ArgumentError, EmptyBaseError


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Final outcomes of all units that were drawn, as counts or sums of base weights.

    Attributes
    ----------
    complete, partial : float
        Complete and partial interviews.
    refusal, non_contact, other : float
        Eligible units without an interview: refused or broken off, not reached,
        other reasons such as illness or language.
    unknown_household, unknown_other : float
        Units of unknown eligibility: not known to hold anybody; other.
    """

    complete: float
    partial: float = 0
    refusal: float = 0
    non_contact: float = 0
    other: float = 0
    unknown_household: float = 0
    unknown_other: float = 0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value >= 0:
                raise ArgumentError(f"{name} is {value}; it must not be negative")
        if self.interviews + self.silent + self.unknown == 0:
            raise EmptyBaseError("no unit was drawn, so there is no response rate")

    @property
    def interviews(self) -> float:
        return self.complete + self.partial

    @property
    def silent(self) -> float:
        return self.refusal + self.non_contact + self.other

    @property
    def unknown(self) -> float:
        return self.unknown_household + self.unknown_other


@dataclass(frozen=True, kw_only=True)
class ResponseRates:
    """RR1 to RR6, fractions in [0, 1].

    RR1 counts complete interviews only and all units of unknown eligibility; RR2
    partial interviews too. RR3 and RR4 are the same with the part of the unknown that
    is taken as eligible; RR5 and RR6 with none of it: they may be used only if there
    are no unknown units or they are known to be ineligible.
    """

    rr1: float
    rr2: float
    rr3: float
    rr4: float
    rr5: float
    rr6: float


def response_rates(outcomes: Outcomes, *, eligible_share: float) -> ResponseRates:
    """Return the six response rates.

    Parameters
    ----------
    outcomes : Outcomes
    eligible_share : float
        e, the part of the units of unknown eligibility that are taken as eligible, in
        [0, 1]. State how it was found; `eligible_share_of_known` is the usual way.

    Raises
    ------
    EmptyBaseError
        If no unit counts as eligible for a rate.

    References
    ----------
    .. [1] American Association for Public Opinion Research, Standard Definitions:
       Final Dispositions of Case Codes and Outcome Rates for Surveys, 2016.
    """
    if not 0 <= eligible_share <= 1:
        raise ArgumentError(f"eligible_share is {eligible_share}; give it in [0, 1]")
    known = outcomes.interviews + outcomes.silent
    if known == 0:
        raise EmptyBaseError("every unit is of unknown eligibility: RR5 has no base")
    all_units = known + outcomes.unknown
    likely = known + eligible_share * outcomes.unknown
    return ResponseRates(
        rr1=outcomes.complete / all_units,
        rr2=outcomes.interviews / all_units,
        rr3=outcomes.complete / likely,
        rr4=outcomes.interviews / likely,
        rr5=outcomes.complete / known,
        rr6=outcomes.interviews / known,
    )


def eligible_share_of_known(outcomes: Outcomes, *, ineligible: float) -> float:
    """Return e by proportional allocation: the eligible part of the known units.

    Parameters
    ----------
    ineligible : float
        Units found not to be eligible, such as empty houses.
    """
    if not ineligible >= 0:
        raise ArgumentError(f"ineligible is {ineligible}; it must not be negative")
    known = outcomes.interviews + outcomes.silent
    if known + ineligible == 0:
        raise EmptyBaseError("the eligibility of no unit is known")
    return known / (known + ineligible)
