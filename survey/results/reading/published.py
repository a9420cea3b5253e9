"""What a page is told of a publication: plain values, in the reader's language.

Whatever may not be printed is not in these values either: below thirty answers
a figure has no value, no interval and no verdict, only counts in bands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from analysis.changes import Change
from survey.agencies.succession import Break
from survey.results.models import PublicationState
from survey.results.reading.changes import change_between
from survey.results.reading.figures import PublishedFigure, Target, Withheld
from survey.waves.models import WaveKind


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
class UnitLabel:
    """A unit that a page points to."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitStanding:
    """A unit in a publication: what its batch holds, or why it has none.

    Without a batch (`is_carried_over`) its answers, if there are any, wait for
    `carried_to`, or count in `group`; without either the wave has no later period.
    A group itself has `members`.
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
    dossiers: int | None = None
    group: UnitLabel | None = None
    members: tuple[UnitLabel, ...] = ()

    @property
    def participation(self) -> float | None:
        """Forms by finished dossiers, where both may be told."""
        if self.n is None or not self.dossiers:
            return None
        return self.n / self.dossiers

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

    @property
    def change(self) -> tuple[Change, PeriodLabel] | None:
        """The change since the last period with a figure; none over a break."""
        *before, now = self.history or (None,)
        broken = now is None or now.is_broken
        for point in reversed(before):
            if broken or now is None:
                return None
            found = change_between(now.figure, point.figure)
            if found is not None:
                return found, point.period
            broken = point.is_broken
        return None

    @property
    def strongest_first(self) -> tuple[PublishedFigure, ...]:
        """The items of the tree that have a share, from the highest to the lowest.

        Last come those that satisfied nobody: their share is not printed.
        """
        items = {item.subject: item for item in _items_of(self.tree)}
        return tuple(sorted(items.values(), key=_by_value, reverse=True))


def _items_of(section: Section | None) -> Iterator[PublishedFigure]:
    if section is not None:
        for item in section.items:
            if item.value is not None or item.withheld is Withheld.NOBODY:
                yield item
        for child in section.children:
            yield from _items_of(child)


def _by_value(figure: PublishedFigure) -> float:
    return figure.value or 0.0
