"""What a page is told of a publication: plain values, in the reader's language.

Whatever may not be printed is not in these values either: below thirty answers
a figure has no value, no interval and no verdict, only counts in bands.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analysis.reliability import Reliability  # these two are standard library only
from analysis.verdict import Verdict
from survey.agencies.succession import Break
from survey.results.models import FigureKind, PublicationState
from survey.results.printing import Band
from survey.waves.models import WaveKind


class Withheld(StrEnum):
    """Why a figure has no value."""

    TOO_FEW = "too_few"  # under ten answers: nothing is printed
    INDICATIVE = "indicative"  # ten to twenty-nine: counts in bands only
    PROTECTED = "protected"  # a mean that would tell hidden options
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


@dataclass(frozen=True, kw_only=True)
class PeriodLabel:
    """A period as a page names it."""

    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class PublicationHead:
    """Which publication this is, and what its numbers speak about."""

    id: int
    wave_slug: str
    wave_name: str
    wave_kind: WaveKind
    population: str
    illustrative: bool
    instrument_title: str
    instrument_heading: str | None
    period: PeriodLabel
    version: int
    newest_version: int
    correction: str | None
    state: PublicationState
    drafted_at: datetime
    published_at: datetime | None
    software_version: str

    @property
    def is_superseded(self) -> bool:
        """Whether a newer version has been published."""
        return self.version < self.newest_version


@dataclass(frozen=True, kw_only=True)
class UnitStanding:
    """A unit in a publication: what its batch holds, or why it has none.

    Without a batch (`is_carried_over`) its answers, if there are any, wait for
    `carried_to`; nothing there means that the wave has no later period.
    """

    code: str
    name: str
    kind: str
    n: int | None
    n_band: str | None
    first_period: PeriodLabel | None
    last_period: PeriodLabel | None
    is_carried_over: bool
    carried_to: PeriodLabel | None

    @property
    def spans_periods(self) -> bool:
        """Whether the batch holds answers carried over from earlier periods."""
        return self.first_period != self.last_period


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit in the overview; without a batch it has no figure, but its row."""

    unit: UnitStanding
    figure: PublishedFigure | None


@dataclass(frozen=True, kw_only=True)
class TargetCount:
    """How many units a list shows as met and so on, by the Holm verdict."""

    target: Target
    met: int
    cannot_tell: int
    not_met: int
    indicative: int
    too_few: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole of a publication: all units together, then each.

    `n` is 0 where no unit has ten answers. `tree` and `extras` are of all units.
    """

    publication: PublicationHead
    n: int | None
    n_band: str | None
    figure: PublishedFigure | None
    targets: tuple[Target, ...]
    counts: tuple[TargetCount, ...]
    rows: tuple[UnitRow, ...]
    tree: "Section | None" = None
    extras: "tuple[MeasureFigures, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A block or factor of the tree, its figure, and what lies below it."""

    id: str
    kind: str
    title: str
    figure: PublishedFigure | None
    items: tuple[PublishedFigure, ...]
    children: tuple["Section", ...]


@dataclass(frozen=True, kw_only=True)
class MeasureFigures:
    """What a further measure of the instrument says: overall rating, means."""

    id: str
    kind: str
    title: str
    figures: tuple[PublishedFigure, ...]


@dataclass(frozen=True, kw_only=True)
class PeerRange:
    """Where the printed headlines of the other units of the same kind lie.

    Half of them lie between `lower` and `upper`, the quartiles.
    """

    low: float
    lower: float
    upper: float
    high: float
    units: int


@dataclass(frozen=True, kw_only=True)
class HistoryPoint:
    """The headline of a unit in one published period; without figure: a gap.

    `breaks` says what changed since the point before, so that the two do not compare:
    the unit itself, or (`new_version`) the questionnaire.
    """

    period: PeriodLabel
    figure: PublishedFigure | None
    is_carried_over: bool
    wave_slug: str
    breaks: tuple[Break, ...] = ()
    new_version: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether the line of the trend breaks before this point."""
        return self.new_version or bool(self.breaks)


@dataclass(frozen=True, kw_only=True)
class AgencyPage:
    """All that is published of one unit."""

    publication: PublicationHead
    unit: UnitStanding
    targets: tuple[Target, ...]
    headline: PublishedFigure | None
    tree: Section | None
    extras: tuple[MeasureFigures, ...]
    peers: PeerRange | None
    history: tuple[HistoryPoint, ...]
