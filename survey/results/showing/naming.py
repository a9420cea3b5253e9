"""What periods, targets, channels and methods are called."""

from calendar import monthrange
from datetime import date, datetime

from survey import clock
from survey.formats import day, number, share
from survey.i18n import gettext as _
from survey.i18n import language
from survey.languages import ENGLISH
from survey.results.reading.figures import Target
from survey.results.reading.published import PeriodLabel
from survey.results.showing.charts.axis import Axis
from survey.waves.models import WaveKind

ILLUSTRATIVE = "DỮ LIỆU MINH HOẠ"  # the same in every language


def period_name(period: PeriodLabel) -> str:
    """Return `tháng 10/2026` for a whole month, else the first and last day."""
    starts, ends = period.starts_on, period.ends_on
    if is_month(period):
        if language() != ENGLISH:
            return _("month %(month)s", month=f"{starts.month}/{starts.year}")
        return f"{starts:%B %Y}"
    if starts.day == 1 and _is_last_of_month(ends) and _months(starts, ends) == 3:
        quarter = f"{(starts.month + 2) // 3}/{starts.year}"
        return _("quarter %(quarter)s", quarter=quarter)
    return f"{day(starts)} – {day(ends)}"


def is_month(period: PeriodLabel) -> bool:
    """Say whether the period is one whole month."""
    starts, ends = period.starts_on, period.ends_on
    return starts.day == 1 and _is_last_of_month(ends) and _months(starts, ends) == 1


def _is_last_of_month(when: date) -> bool:
    return when.day == monthrange(when.year, when.month)[1]


def _months(starts: date, ends: date) -> int:
    return (ends.year - starts.year) * 12 + ends.month - starts.month + 1


def line_share(target: Target) -> str:
    """Return the value of a target: `85 %`, or `85,5 %` where it is not whole."""
    per_cent = round(target.value * 100, 6)
    return share(target.value, 0 if per_cent == int(per_cent) else 1)


def tick_words(tick: float, axis: Axis) -> str:
    """Return what stands at a tick of an axis."""
    return share(tick, 0) if axis.is_of_shares else number(tick, 1)


def line_label(target: Target) -> str:
    """Return what stands beside the line of a target in a chart."""
    if target.only_reference:
        return _("%(line)s (reference)", line=line_share(target))
    return _("target %(line)s", line=line_share(target))


def short_period(period: PeriodLabel) -> str:
    """Return what fits under a point of the trend: `T10` for October."""
    if not is_month(period):
        return _("No. %(number)s", number=period.number)
    if language() != ENGLISH:
        return _("M%(month)s", month=period.starts_on.month)
    return f"{period.starts_on:%b}"


def local_day(moment: datetime) -> str:
    """Return the day of a moment in Viet Nam."""
    return day(clock.local(moment).date())


def capitalised(words: str) -> str:
    """Return the words with a capital at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def channel_word(kind: WaveKind) -> str:
    """Return how the respondents came; results of the kinds are never mixed."""
    return {
        WaveKind.COUNTER: _("Voluntary rating at the point of service"),
        WaveKind.SURVEY: _("Survey of a random sample"),
        WaveKind.IMPORTED: _("Survey made elsewhere, imported"),
    }[kind]


def aggregation_words(aggregation: str) -> str:
    """Return how several questions become one number."""
    known = {
        "mean_of_item_shares": _("The mean of the shares of its questions."),
        "ratio_of_totals": _("All satisfied answers divided by all answers."),
        "mean_of_factors": _("The mean of its factors."),
    }
    return known.get(aggregation, aggregation)


def base_rule_words(base_rule: str) -> str:
    """Return which answers a share is divided by."""
    known = {
        "valid": _("Answers such as “not used” or “do not know” are left out."),
        "with_missing": _("Answers such as “do not know” are counted in the base."),
    }
    return known.get(base_rule, base_rule)


def method_words(method: str) -> str:
    """Return the name of a method for intervals."""
    known = {
        "wilson": _("Wilson interval with the effective number of forms"),
        "wald": _("interval by Student's t"),
    }
    return known.get(method, method)
