"""Sentences about figures that pages, charts and files share."""

from bisect import bisect_right
from collections.abc import Iterator

from analysis.changes import Change  # these two are standard library only
from analysis.verdict import Verdict
from survey.agencies.succession import BreakKind
from survey.formats import NOTHING, day, number, share, share_beside
from survey.i18n import gettext as _
from survey.i18n import ngettext
from survey.results.models import FigureKind
from survey.results.reading.figures import (
    PublishedFigure,
    Target,
    TargetVerdict,
    Withheld,
)
from survey.results.reading.published import HistoryPoint, PeriodLabel, UnitStanding
from survey.results.showing.naming import capitalised, line_share, period_name
from survey.waves.models import WaveKind

UNDER = 0.20  # what is printed instead of a share of nought


def printed(
    value: float | None, kind: FigureKind, targets: tuple[Target, ...] = ()
) -> str:
    """Return a share with a per cent sign, a score with two decimals.

    Rounding never carries a share over one of the targets, and of a share of nought
    only a band is told.
    """
    if kind is FigureKind.SHARE and value == 0:
        return under_words()
    return _end(value, kind, targets)


def under_words() -> str:
    """Return what stands instead of a share of nought."""
    return _("under %(share)s", share=share(UNDER, 0))


def _end(
    value: float | None, kind: FigureKind, targets: tuple[Target, ...] = ()
) -> str:
    if value is None:
        return NOTHING
    if kind is FigureKind.MEAN:
        return number(value, 2)
    return share_beside(value, tuple(target.value for target in targets))


def printed_value(figure: PublishedFigure, targets: tuple[Target, ...] = ()) -> str:
    """Return the value of a figure as it is printed."""
    return printed(figure.value, figure.kind, targets)


def interval(figure: PublishedFigure, targets: tuple[Target, ...] = ()) -> str:
    """Return `87,1 – 89,6 %`, no bound of it on the wrong side of a target."""
    low, high = (_end(end, figure.kind, targets) for end in (figure.low, figure.high))
    return f"{low.removesuffix('%').rstrip()} – {high}"


def verdict_words(told: TargetVerdict, *, in_list: bool = False) -> str:
    """Return the verdict as words that nobody can misread."""
    verdict = told.verdict_in_list if in_list else told.verdict
    line = line_share(told.target)
    if told.target.only_reference:
        return _reference_words(verdict, line)
    if verdict is Verdict.MET:
        return _("Meets the %(line)s target", line=line)
    if verdict is Verdict.NOT_MET:
        return _("Does not meet the %(line)s target", line=line)
    return _("Not enough evidence compared with the %(line)s target", line=line)


def _reference_words(verdict: Verdict, line: str) -> str:
    if verdict is Verdict.MET:
        return _("Reaches the reference line of %(line)s", line=line)
    if verdict is Verdict.NOT_MET:
        return _("Does not reach the reference line of %(line)s", line=line)
    return _(
        "Not enough evidence compared with the reference line of %(line)s", line=line
    )


def verdict_word(verdict: Verdict | str) -> str:
    """Return the verdict where the target is named beside it."""
    return {
        Verdict.MET: _("Met"),
        Verdict.NOT_MET: _("Not met"),
        Verdict.CANNOT_TELL: _("Not enough evidence"),
    }[Verdict(verdict)]


def further_words(told: TargetVerdict) -> str:
    """Return how many further forms would settle the verdict, if that is open."""
    if told.verdict is not Verdict.CANNOT_TELL:
        return ""
    line = line_share(told.target)
    if told.further_answers is None:
        return _(
            "Compared with %(line)s, more forms alone would not settle it.", line=line
        )
    return _(
        "If the share stays as it is, about %(n)s more forms are needed to conclude "
        "compared with %(line)s.",
        n=number(roughly(told.further_answers)),
        line=line,
    )


def roughly(count: int) -> int:
    """Return the count with two leading digits, rounded up: 427 becomes 430."""
    unit = 10 ** max(len(str(count)) - 2, 0)
    return -(-count // unit) * unit


def base_words(n: int | None, n_band: str | None, kind: WaveKind) -> str:
    """Return on how many forms a figure rests: received, or asked for by a sample."""
    forms = number(n) if n is not None else n_band
    if forms is None:
        return _("Fewer than 10 forms")
    if kind is WaveKind.COUNTER:
        return _("By %(forms)s forms received", forms=forms)
    return _("By %(forms)s forms of the survey", forms=forms)


def forms_words(n: int | None, n_band: str | None) -> str:
    """Return `214 phiếu`, or the band that may be told instead."""
    if n is not None:
        return ngettext("%(forms)s form", "%(forms)s forms", n, forms=number(n))
    return _("%(forms)s forms", forms=n_band) if n_band else ""


def answers_words(figure: PublishedFigure) -> str:
    """Return on how many answers a figure rests, and how many were left out."""
    if figure.n is None:
        band = figure.n_band
        return _("%(answers)s answers", answers=band) if band else ""
    answers = number(figure.n)
    if not figure.n_missing:
        return ngettext(
            "%(answers)s answer", "%(answers)s answers", figure.n, answers=answers
        )
    return _(
        "%(answers)s answers, and %(missing)s not used or not known",
        answers=answers,
        missing=number(figure.n_missing),
    )


def break_words(point: HistoryPoint) -> Iterator[str]:
    """Yield why a point of a trend does not compare with the one before."""
    for each in point.breaks:
        names = {"day": day(each.on_date), "units": ", ".join(each.units)}
        if each.kind is BreakKind.MERGER:
            yield _("From %(day)s the unit took over %(units)s.", **names)
        elif each.kind is BreakKind.SPLIT:
            yield _("From %(day)s the unit took over a part of %(units)s.", **names)
        else:
            yield _("Before %(day)s the unit belonged to %(units)s.", **names)
    if point.new_version:
        yield _(
            "%(period)s: the questionnaire has a new version.",
            period=capitalised(period_name(point.period)),
        )


def change_words(change: Change, kind: FigureKind) -> str:
    """Return `+2,3 (0,4 – 4,2)`: percentage points, or points of a score."""
    times, decimals = (1, 2) if kind is FigureKind.MEAN else (100, 1)
    ends = (change.value, change.low, change.high)
    value, low, high = (_signed(end * times, decimals) for end in ends)
    return f"{value} ({low} – {high})"


def _signed(value: float, decimals: int) -> str:
    text = number(abs(value), decimals)
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'−' if value < 0 else '+'}{text}"


def change_word(change: Change) -> str:
    """Return whether it rose, fell, or nobody can tell."""
    if not change.is_clear:
        return _("no clear change")
    return _("rose") if change.value > 0 else _("fell")


def change_sentence(change: Change, earlier: PeriodLabel, kind: FigureKind) -> str:
    """Return the change since an earlier period as a sentence."""
    values = {
        "period": period_name(earlier),
        "change": change_words(change, kind),
        "unit": _("points") if kind is FigureKind.MEAN else _("percentage points"),
    }
    if not change.is_clear:
        return _("No clear change since %(period)s: %(change)s %(unit)s.", **values)
    if change.value > 0:
        return _("Rose since %(period)s: %(change)s %(unit)s.", **values)
    return _("Fell since %(period)s: %(change)s %(unit)s.", **values)


TINTS = (0.75, 0.80, 0.85, 0.90, 0.95)  # where a share's colour changes


def tint(figure: PublishedFigure | None) -> str:
    """Return the class of a cell by its value; nothing where there is none."""
    if figure is not None and figure.withheld is Withheld.NOBODY:
        return "tint tint--0"
    if figure is None or figure.value is None or figure.kind is FigureKind.MEAN:
        return ""
    return f"tint tint--{bisect_right(TINTS, figure.value)}"


def option_rows(figure: PublishedFigure) -> Iterator[tuple[str, str, str]]:
    """Yield every answer with its forms and its share, in words."""
    for option in figure.options:
        forms = number(option.n) if option.n is not None else option.n_band or NOTHING
        yield (
            option.label,
            _("hidden") if option.withheld else forms,
            share(option.share),
        )


def waiting_words(unit: UnitStanding) -> str:
    """Return why a unit has no batch, and when or where its answers count."""
    if unit.group is not None:
        return _(
            "Fewer than 10 forms by the end of the wave, counted in the group "
            "“%(group)s”",
            group=unit.group.name,
        )
    if unit.carried_to is None:
        return _("Fewer than 10 forms by the end of the wave")
    return _(
        "Fewer than 10 forms in this period, carried over to %(period)s",
        period=period_name(unit.carried_to),
    )


def withheld_words(figure: PublishedFigure) -> str:
    """Return why a figure has no value to print."""
    if figure.withheld is Withheld.INDICATIVE:
        if figure.satisfied_band is None:
            return _("Indicative only: %(n)s forms", n=figure.n_band)
        return _(
            "Indicative only: %(n)s forms, %(satisfied)s satisfied",
            n=figure.n_band,
            satisfied=figure.satisfied_band,
        )
    if figure.withheld is Withheld.NOBODY:
        return under_words()
    if figure.withheld is Withheld.PROTECTED:
        return _("Not shown, so that nobody's answer can be worked out")
    if figure.withheld is Withheld.ONE_CLUSTER:
        return _("The forms come from too few counters and days: no interval yet")
    return _("Fewer than 10 answers")
