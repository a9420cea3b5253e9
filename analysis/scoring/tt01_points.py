"""The points of each of the nine indicators of Circular 01/2018 (article 13).

What is true of a dossier or an agency goes in, 0, 1 or 2 comes out. Standard library
only.
"""

from enum import StrEnum

from analysis.errors import ArgumentError


class Level(StrEnum):
    """Level of the agency; the least share settled at the counter depends on it."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


SETTLED_AT_COUNTER = {Level.PROVINCE: 0.2, Level.DISTRICT: 0.5, Level.COMMUNE: 1.0}


def time_points(taken: float, allowed: float) -> int:
    """Score indicators 1 and 2: shorter than allowed 2, as long 1, longer 0.

    Both in the same unit, such as working days.
    """
    if not (taken >= 0 and allowed >= 0):
        raise ArgumentError(f"taken is {taken}, allowed {allowed}; give none below 0")
    return 2 if taken < allowed else 1 if taken == allowed else 0


def contact_points(contacts: int, *, submitter_at_fault: bool = False) -> int | None:
    """Score indicator 3: contacts to complete the dossier: none 2, one 1, more 0.

    None, not counted, for more than one contact that the submitter's fault caused.
    """
    _count("contacts", contacts)
    if contacts > 1 and submitter_at_fault:
        return None
    return max(0, 2 - contacts)


def agency_contact_points(agencies: int, *, only_as_the_law_asks: bool) -> int:
    """Score indicator 4: agencies the submitter had to contact.

    None 2. One, the one-stop desk, 1; also with the agency in charge of an inspection
    or council that the law prescribes (`only_as_the_law_asks`). Otherwise 0.
    """
    _count("agencies", agencies)
    if agencies == 0:
        return 2
    return 1 if only_as_the_law_asks else 0


def one_stop_points(
    level: Level | str, *, received_there: float, settled_there: float
) -> int:
    """Score indicator 5: shares of procedures received and settled at the one-stop.

    2 if all that must be are received there and at least a fifth (province), half
    (district) or all (commune) are appraised and approved there; 1 if all are received
    there; else 0.
    """
    _share("received_there", received_there)
    _share("settled_there", settled_there)
    if received_there < 1:
        return 0
    return 2 if settled_there >= SETTLED_AT_COUNTER[Level(level)] else 1


def publicity_points(*, posted: bool, electronic: bool) -> int:
    """Score indicator 6: procedures public, correct and timely: both ways 2, one 1."""
    return int(posted) + int(electronic)


def attitude_points(taken: float, allowed: float, *, complaint_upheld: bool) -> int:
    """Score indicator 7: early without a complaint 2, on time without one 1, else 0.

    A complaint found to be false or slanderous does not count. A late result without a
    complaint is named by neither rule; it gets 0 here.
    """
    return 0 if complaint_upheld else time_points(taken, allowed)


def explanation_points(
    complaints: int, answered_on_time: int, *, dragged_on: bool = False
) -> int:
    """Score indicator 8: complaints answered on time: all or none 2, 90 % 1, else 0.

    `dragged_on`: whether complaints or their matter were drawn out, which gives 0.
    """
    _count("complaints", complaints)
    _count("answered_on_time", answered_on_time)
    if answered_on_time > complaints:
        raise ArgumentError(f"answered_on_time is {answered_on_time} of {complaints}")
    if dragged_on and complaints:
        return 0
    if answered_on_time == complaints:
        return 2
    return 1 if answered_on_time * 10 >= complaints * 9 else 0


def online_points(
    *, eligible_share: float, online_dossiers: float, any_overdue: bool
) -> int:
    """Score indicator 9: online services of level 3 or 4.

    2 if at least 20 % of the eligible procedures are online and at least 30 % of the
    dossiers; 1 if some are and at least 15 %; nothing overdue or left unsettled in
    either. Else 0.
    """
    _share("eligible_share", eligible_share)
    _share("online_dossiers", online_dossiers)
    if any_overdue or eligible_share == 0:
        return 0
    if eligible_share >= 0.2 and online_dossiers >= 0.3:
        return 2
    return 1 if online_dossiers >= 0.15 else 0


def _share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ArgumentError(f"{name} is {value}; give a fraction in [0, 1]")


def _count(name: str, value: int) -> None:
    if value < 0:
        raise ArgumentError(f"{name} is {value}; it must not be negative")
