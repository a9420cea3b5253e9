"""A figure as a page is told of it, in the reader's language: only what may be printed.

Below thirty answers a figure has no value, no interval and no verdict, only counts
in bands.
"""

from dataclasses import dataclass
from enum import StrEnum

from analysis.reliability import Reliability  # these two are standard library only
from analysis.verdict import Verdict
from survey.results.models import FigureKind
from survey.results.printing import Band


class Withheld(StrEnum):
    """Why a figure has no value."""

    TOO_FEW = "too_few"  # under ten answers: nothing is printed
    INDICATIVE = "indicative"  # ten to twenty-nine: counts in bands only
    PROTECTED = "protected"  # a mean that would tell hidden options
    NOBODY = "nobody"  # nobody is satisfied: a plain nought would tell of everybody
    ONE_CLUSTER = "one_cluster"  # all of one counter-day: no interval is possible
    NOT_MEASURED = "not_measured"  # only the options are counted


@dataclass(frozen=True, kw_only=True)
class Target:
    """An index target of the wave: its line is dotted if only a reference."""

    id: int
    value: float
    only_reference: bool
    legal_text: str


@dataclass(frozen=True, kw_only=True)
class TargetVerdict:
    """A verdict alone (an agency's own page) and within the list (Holm).

    `further_answers` is 0 where the verdict is settled, nothing where no number
    of answers would settle it.
    """

    target: Target
    verdict: Verdict
    verdict_in_list: Verdict
    further_answers: int | None


@dataclass(frozen=True, kw_only=True)
class OptionShare:
    """How often an option was chosen.

    `share` is of the base of the figure; a missing option outside the base has
    none. `n_band` stands in for `n` where only bands may be printed. Of an option
    that is `withheld` nothing is told: few chose it, or it would tell of such a one.
    """

    code: int
    label: str
    favourable: bool
    missing: bool
    n: int | None
    n_band: str | None
    share: float | None
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """One number with its uncertainty, as far as it may be printed.

    `value`, `low` and `high` are fractions for shares, scores for means. `n` is
    nothing where it is only said as a band (`n_band`), or not at all.
    `satisfied_band` tells how many were satisfied in an indicative share. `number`
    is that printed before an item, such as 9.24. `reliability` is the presentation
    standard's opinion of a share that is shown.
    """

    measure: str
    measure_title: str
    kind: FigureKind
    subject: str
    title: str
    band: Band
    withheld: Withheld | None
    value: float | None
    low: float | None
    high: float | None
    level: float
    n: int | None
    n_band: str | None
    satisfied_band: str | None
    n_eff: float | None
    df: float | None
    deff: float | None
    method: str
    aggregation: str
    base_rule: str
    verdicts: tuple[TargetVerdict, ...]
    options: tuple[OptionShare, ...] = ()
    number: str | None = None
    reliability: Reliability | None = None

    @property
    def hides_options(self) -> bool:
        """Whether some options are withheld."""
        return any(option.withheld for option in self.options)

    @property
    def n_missing(self) -> int | None:
        """Answers such as "not used", where they may be told."""
        missing = [option.n for option in self.options if option.missing]
        known = [n for n in missing if n is not None]
        return sum(known) if len(known) == len(missing) else None
