"""A stored figure as a page may tell it: in words, and only what may be printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.reliability import Reliability, reliability
from analysis.verdict import Verdict
from questionnaires import USUAL_WORDS, Instrument, Item, Measure, fill
from survey.i18n import VIETNAMESE, language
from survey.results.models import Figure, FigureKind, FigureOption
from survey.results.printing import Band, band, count_band
from survey.results.reading.heads import printed_count, spoken
from survey.results.reading.published import (
    OptionShare,
    PublishedFigure,
    Target,
    TargetVerdict,
    Withheld,
)
from survey.results.subjects import SINGLE_ITEM, subjects_of


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells figures of one instrument; `slots` are the place words of a unit."""

    instrument: Instrument
    targets: Mapping[int, Target]
    slots: Mapping[str, str] | None = None

    def tell(self, figure: Figure, *, with_options: bool = True) -> PublishedFigure:
        """Return a figure as far as it may be printed."""
        measure = self._measure(figure.measure)
        printed = band(figure.n)
        withheld = _withheld(figure, printed)
        whole = withheld is None
        n, n_band = (None, None)
        if printed is not Band.NOTHING:
            n, n_band = printed_count(figure.n)
        options = self._options(figure, measure, printed) if with_options else ()
        return PublishedFigure(
            measure=figure.measure,
            measure_title=spoken(measure.title, self.instrument),
            kind=figure.kind,
            subject=figure.subject,
            title=self._title(figure.subject, measure),
            number=self._number(figure.subject),
            band=printed,
            withheld=withheld,
            value=figure.value if whole else None,
            low=figure.low if whole else None,
            high=figure.high if whole else None,
            level=figure.level,
            n=n,
            n_band=n_band,
            satisfied_band=_satisfied_band(figure, printed),
            n_eff=figure.n_eff if whole else None,
            df=figure.df,
            deff=figure.deff if whole else None,
            reliability=_reliability(figure) if whole else None,
            method=figure.method,
            aggregation=figure.aggregation,
            base_rule=figure.base_rule,
            verdicts=self._verdicts(figure) if printed is Band.FULL else (),
            options=tuple(options),
        )

    def title_of_node(self, node_id: str) -> str:
        node = next(node for node in self.instrument.nodes() if node.id == node_id)
        return spoken(node.title, self.instrument)

    def _measure(self, measure_id: str) -> Measure:
        return next(m for m in self.instrument.measures if m.id == measure_id)

    def _title(self, subject: str, measure: Measure) -> str:
        if any(node.id == subject for node in self.instrument.nodes()):
            return self.title_of_node(subject)
        item = self._find_item(subject)
        text = spoken(item.text if item else measure.title, self.instrument)
        return fill(text, self.slots or _usual_words())

    def _number(self, subject: str) -> str | None:
        item = self._find_item(subject)
        return item.number if item else None

    def _find_item(self, item_id: str) -> Item | None:
        return next((i for i in self.instrument.items() if i.id == item_id), None)

    def _verdicts(self, figure: Figure) -> tuple[TargetVerdict, ...]:
        by_target = {verdict.index_target_id: verdict for verdict in figure.verdicts}
        return tuple(
            TargetVerdict(
                target=target,
                verdict=Verdict(by_target[target_id].verdict),
                verdict_in_list=Verdict(by_target[target_id].verdict_in_list),
                further_answers=by_target[target_id].further_answers,
            )
            for target_id, target in self.targets.items()
            if target_id in by_target
        )

    def _options(
        self, figure: Figure, measure: Measure, printed: Band
    ) -> Iterator[OptionShare]:
        """Yield the options best first where the scale has a favourable end."""
        stored = {option.code: option for option in figure.options}
        item = self._item_with_options(figure.subject, measure)
        hits = item.favourable if measure.codes is None else measure.codes
        hides = _hides_options(figure, printed)
        shown = [option for option in item.options if hides or option.code in stored]
        valid = [option for option in shown if not option.missing]
        if valid and valid[-1].code in hits and valid[0].code not in hits:
            valid.reverse()
        for option in (*valid, *(option for option in shown if option.missing)):
            kept = stored.get(option.code)
            n, n_band = _option_count(kept, printed) if kept else (None, None)
            yield OptionShare(
                code=option.code,
                label=fill(
                    spoken(option.label, self.instrument), self.slots or _usual_words()
                ),
                favourable=option.code in hits,
                missing=option.missing,
                n=n,
                n_band=n_band,
                share=kept.share if kept and printed is Band.FULL else None,
                withheld=kept is None,
            )

    def _item_with_options(self, subject_id: str, measure: Measure) -> Item:
        subjects = subjects_of(measure, self.instrument)
        subject = next(each for each in subjects if each.id == subject_id)
        return self.instrument.item(subject.items[0])


def _withheld(figure: Figure, printed: Band) -> Withheld | None:
    if printed is Band.NOTHING:
        return Withheld.TOO_FEW
    if figure.df is None:
        is_mean = figure.kind is FigureKind.MEAN
        return Withheld.PROTECTED if is_mean else Withheld.NOT_MEASURED
    if printed is Band.INDICATIVE:
        return Withheld.INDICATIVE
    return Withheld.ONE_CLUSTER if figure.value is None else None


def _hides_options(figure: Figure, printed: Band) -> bool:
    """Whether options without a row are withheld, not left out with the figure."""
    told = bool(figure.options) or figure.value is not None
    return printed is Band.FULL and figure.aggregation == SINGLE_ITEM and told


def _satisfied_band(figure: Figure, printed: Band) -> str | None:
    if printed is not Band.INDICATIVE or figure.kind is not FigureKind.SHARE:
        return None
    if figure.value is None:
        return None
    return count_band(round(figure.value * figure.n))


def _option_count(option: FigureOption, printed: Band) -> tuple[int | None, str | None]:
    if printed is Band.FULL:
        return option.n, None
    return None, count_band(option.n)


def _reliability(figure: Figure) -> Reliability | None:
    known = (figure.value, figure.low, figure.high, figure.n_eff, figure.df)
    if figure.kind is not FigureKind.SHARE or None in known:
        return None
    value, low, high, n_eff, df = (number or 0.0 for number in known)
    return reliability(value, low, high, n=figure.n, n_eff=n_eff, df=int(df))


def _usual_words() -> Mapping[str, str]:
    return USUAL_WORDS.get(language(), USUAL_WORDS[VIETNAMESE])
