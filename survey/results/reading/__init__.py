"""What pages read of publications. No statistics happen here: it is all stored."""

from survey.results.reading.agency_pages import agency
from survey.results.reading.figures import (
    OptionShare,
    PublishedFigure,
    Target,
    TargetVerdict,
    Withheld,
)
from survey.results.reading.finding import (
    find_publication,
    head,
    latest_publications,
    list_versions,
)
from survey.results.reading.overviews import overview
from survey.results.reading.published import (
    AgencyPage,
    HistoryPoint,
    MeasureFigures,
    Overview,
    PeerRange,
    PeriodLabel,
    PublicationHead,
    Section,
    TargetCount,
    UnitRow,
    UnitStanding,
)

__all__ = [
    "AgencyPage",
    "HistoryPoint",
    "MeasureFigures",
    "OptionShare",
    "Overview",
    "PeerRange",
    "PeriodLabel",
    "PublicationHead",
    "PublishedFigure",
    "Section",
    "Target",
    "TargetCount",
    "TargetVerdict",
    "UnitRow",
    "UnitStanding",
    "Withheld",
    "agency",
    "find_publication",
    "head",
    "latest_publications",
    "list_versions",
    "overview",
]
