"""What a sign is: a number, how rare it is by chance, and what it was taken from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A weak sign about a group of answers, such as those of an interviewer.

    Several together open a review; none excludes an answer or proves anything.

    Attributes
    ----------
    group : str
        Label of the group the sign is about.
    statistic : float
        What was measured, in the unit the function names.
    expected : float
        What the comparison group shows.
    p_value : float
        How often chance alone shows as much, one-sided; nan where nothing can be said.
        It is of one group: adjust it where many groups are looked at.
    n : int
        Answers or forms of the group.
    """

    group: str
    statistic: float
    expected: float
    p_value: float
    n: int
