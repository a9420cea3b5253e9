"""Makes what the reading side hands to pages, without a database."""

from datetime import UTC, date, datetime
from typing import Any

from analysis.reliability import Reliability
from analysis.verdict import Verdict
from analysis.verdict import verdict as verdict_of
from survey.results.models import FigureKind, PublicationState
from survey.results.printing import Band
from survey.results.reading.figures import (
    OptionShare,
    PublishedFigure,
    Target,
    TargetVerdict,
    Withheld,
)
from survey.results.reading.published import (
    AgencyPage,
    HistoryPoint,
    MeasureFigures,
    Overview,
    PeriodLabel,
    PublicationHead,
    Section,
    TargetCount,
    UnitRow,
    UnitStanding,
)
from survey.waves.models import WaveKind

SCALE = {
    5: "Rất hài lòng",
    4: "Hài lòng",
    3: "Bình thường",
    2: "Không hài lòng",
    1: "Rất không hài lòng",
}
BINDING = Target(id=1, value=0.85, only_reference=False, legal_text="Quyết định A.")
REFERENCE = Target(id=2, value=0.95, only_reference=True, legal_text="Quyết định B.")


def month(number: int) -> PeriodLabel:
    """Return a whole month of 2026 as a period."""
    last = 30 if number in {4, 6, 9, 11} else 28 if number == 2 else 31
    return PeriodLabel(
        number=number, starts_on=date(2026, number, 1), ends_on=date(2026, number, last)
    )


def make_head(**values: Any) -> PublicationHead:
    defaults = {
        "id": 1,
        "wave_slug": "mot-cua",
        "wave_name": "Đánh giá tại Bộ phận Một cửa",
        "wave_kind": WaveKind.COUNTER,
        "population": "Người dân đã giải quyết thủ tục hành chính.",
        "illustrative": False,
        "instrument_title": "Phiếu năm nội dung",
        "instrument_heading": None,
        "period": month(10),
        "version": 1,
        "newest_version": 1,
        "correction": None,
        "state": PublicationState.PUBLISHED,
        "drafted_at": datetime(2026, 11, 3, tzinfo=UTC),
        "published_at": datetime(2026, 11, 5, tzinfo=UTC),
        "software_version": "0.1.0",
    }
    return PublicationHead(**defaults | values)


def make_figure(value: float | None = 0.88, **values: Any) -> PublishedFigure:
    n = values.get("n", 97)
    low, high = _plain_interval(value, n)
    low, high = values.get("low", low), values.get("high", high)
    targets = values.pop("targets", (BINDING, REFERENCE))
    defaults = {
        "measure": "satisfied",
        "measure_title": "Tỷ lệ hài lòng",
        "kind": FigureKind.SHARE,
        "subject": "service",
        "title": "Dịch vụ",
        "number": None,
        "band": Band.FULL if value is not None else Band.INDICATIVE,
        "withheld": None if value is not None else Withheld.INDICATIVE,
        "value": value,
        "low": low,
        "high": high,
        "level": 0.95,
        "n": n,
        "n_band": None,
        "satisfied_band": None,
        "n_eff": 80.0,
        "df": 20.0,
        "deff": 1.2,
        "reliability": Reliability.SHOW if value is not None else None,
        "method": "wilson",
        "aggregation": "mean_of_item_shares",
        "base_rule": "valid",
        "verdicts": make_verdicts(low, high, targets),
    }
    return PublishedFigure(**defaults | values)


def _plain_interval(
    value: float | None, n: int | None
) -> tuple[float | None, float | None]:
    if value is None or value > 1:
        return None, None
    reach = 1.96 * (value * (1 - value) / (n or 1)) ** 0.5
    return max(value - reach, 0.0), min(value + reach, 1.0)


def make_verdicts(
    low: float | None, high: float | None, targets: tuple[Target, ...]
) -> tuple[TargetVerdict, ...]:
    if low is None or high is None:
        return ()
    return tuple(
        make_verdict(verdict_of(low, high, target.value), target) for target in targets
    )


def make_verdict(
    verdict: Verdict = Verdict.CANNOT_TELL, target: Target = BINDING, **values: Any
) -> TargetVerdict:
    defaults = {"verdict_in_list": verdict, "further_answers": 427}
    return TargetVerdict(target=target, verdict=verdict, **defaults | values)


def make_options(*counts: int, missing: int = 0) -> tuple[OptionShare, ...]:
    """Return options 5 to 1 with these counts, and one outside the scale."""
    total = sum(counts)
    valid = [
        OptionShare(
            code=code,
            label=label,
            favourable=code >= 4,
            missing=False,
            n=n,
            n_band=None,
            share=n / total,
        )
        for (code, label), n in zip(SCALE.items(), counts, strict=True)
    ]
    outside = OptionShare(
        code=98,
        label="Không sử dụng / không biết",
        favourable=False,
        missing=True,
        n=missing,
        n_band=None,
        share=None,
    )
    return (*valid, outside)


def make_unit(name: str = "Xã Minh hoạ 4", **values: Any) -> UnitStanding:
    defaults = {
        "code": "90004",
        "name": name,
        "kind": "commune",
        "n": 97,
        "n_band": None,
        "first_period": month(10),
        "last_period": month(10),
        "is_carried_over": False,
        "carried_to": None,
    }
    return UnitStanding(**defaults | values)


def make_waiting_unit(name: str = "Xã Minh hoạ 9", **values: Any) -> UnitStanding:
    defaults = {
        "n": None,
        "first_period": None,
        "last_period": None,
        "is_carried_over": True,
        "carried_to": month(11),
    }
    return make_unit(name, **defaults | values)


def make_overview(*rows: UnitRow, **values: Any) -> Overview:
    defaults = {
        "publication": make_head(),
        "n": 4812,
        "n_band": None,
        "figure": make_figure(0.884, n=4812),
        "targets": (BINDING, REFERENCE),
        "counts": (
            TargetCount(
                target=BINDING,
                met=11,
                cannot_tell=19,
                not_met=3,
                indicative=1,
                too_few=5,
            ),
        ),
        "rows": rows
        or (
            UnitRow(unit=make_unit(), figure=make_figure()),
            UnitRow(unit=make_waiting_unit(), figure=None),
        ),
        "tree": None,
        "extras": (),
    }
    return Overview(**defaults | values)


def make_item(title: str, *counts: int, missing: int = 0) -> PublishedFigure:
    n = sum(counts)
    return make_figure(
        sum(counts[:2]) / n,
        n=n,
        subject=title,
        title=title,
        options=make_options(*counts, missing=missing),
    )


def make_tree() -> Section:
    access = make_section(
        "Tiếp cận dịch vụ",
        make_item("Nơi ngồi chờ, làm việc tại trung tâm", 30, 50, 10, 4, 3),
        make_item("Trang thiết bị tại trung tâm", 28, 50, 12, 5, 2),
    )
    outcome = make_section(
        "Kết quả", make_item("Kết quả được trả đúng hẹn", 50, 40, 4, 2, 1, missing=2)
    )
    return make_section("Dịch vụ", children=(access, outcome), kind="overall")


def make_agency(**values: Any) -> AgencyPage:
    defaults = {
        "publication": make_head(),
        "unit": make_unit(),
        "targets": (BINDING, REFERENCE),
        "headline": make_figure(),
        "tree": make_tree(),
        "extras": (
            MeasureFigures(
                id="overall",
                kind="share",
                title="Đánh giá chung",
                figures=(make_item("Đánh giá chung", 40, 45, 8, 3, 1),),
            ),
        ),
        "peers": None,
        "history": (make_point(9, 0.86), make_point(10, 0.88)),
    }
    return AgencyPage(**defaults | values)


def make_section(
    title: str,
    *items: PublishedFigure,
    children: tuple[Section, ...] = (),
    kind: str = "factor",
    **values: Any,
) -> Section:
    below = items or tuple(item for child in children for item in child.items)
    shares = [item.value for item in below if item.value is not None]
    return Section(
        id=title,
        kind=kind,
        title=title,
        figure=make_figure(sum(shares) / len(shares), title=title, **values),
        items=items,
        children=children,
    )


def make_point(number: int, value: float | None) -> HistoryPoint:
    figure = None if value is None else make_figure(value)
    return HistoryPoint(
        period=month(number),
        figure=figure,
        is_carried_over=value is None,
        wave_slug="dot",
    )
