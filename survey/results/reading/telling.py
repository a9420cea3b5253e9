"""A stored figure as a page may tell it: in words, and only what may be printed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analysis.reliability import Reliability, reliability
from analysis.verdict import Verdict
from questionnaires import USUAL_WORDS, Instrument, Item, Measure, Node, Option, fill
from survey.i18n import VIETNAMESE, language
from survey.results.models import Figure, FigureKind
from survey.results.printing import Band, band, count_band
from survey.results.reading.figures import (
    OptionShare,
    PublishedFigure,
    Target,
    TargetVerdict,
    Withheld,
)
from survey.results.reading.heads import printed_count, spoken
from survey.results.subjects import SINGLE_ITEM, subjects_of


class StoredOption(NamedTuple):
    """How often an option of a figure was chosen, as it is stored."""

    code: int
    n: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells figures of one instrument; `slots` are the place words of a unit."""

    instrument: Instrument
    targets: Mapping[int, Target]
    slots: Mapping[str, str] | None = None

    def tell(
        self,
        figure: Figure,
        options: Sequence[StoredOption] | None = None,
        *,
        hides_scale: bool = False,
    ) -> PublishedFigure:
        """Return a figure as far as it may be printed; without options, if not given.

        `hides_scale` withholds all options of the scale: noughts beside every
        favourable one would say that nobody is satisfied.
        They are plain rows: a page has hundreds, and as objects they took a quarter
        of its time.
        """
        measure = self._measures[figure.measure]
        printed = band(figure.n)
        withheld = _withheld(figure, printed)
        whole = withheld is None
        n, n_band = (None, None)
        if printed is not Band.NOTHING:
            n, n_band = printed_count(figure.n)
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
            options=()
            if options is None
            else tuple(self._options(figure, options, printed, hides_scale)),
        )

    # A page asks for the same hundreds of times.

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.instrument.measures}

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.instrument.nodes()}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.instrument.items()}

    @cached_property
    def _first_items(self) -> dict[tuple[str, str], Item]:
        """By measure and subject, the item whose scale the subject is told in."""
        return {
            (measure.id, subject.id): self._items[subject.items[0]]
            for measure in self.instrument.measures
            for subject in subjects_of(measure, self.instrument)
        }

    def _title(self, subject: str, measure: Measure) -> str:
        if subject in self._nodes:
            return spoken(self._nodes[subject].title, self.instrument)
        item = self._items.get(subject)
        text = spoken(item.text if item else measure.title, self.instrument)
        return fill(text, self.slots or _usual_words())

    def _number(self, subject: str) -> str | None:
        item = self._items.get(subject)
        return item.number if item else None

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
        self,
        figure: Figure,
        options: Sequence[StoredOption],
        printed: Band,
        hides_scale: bool,
    ) -> Iterator[OptionShare]:
        """Yield the options best first where the scale has a favourable end."""
        stored = {option.code: option for option in options}
        codes = self._measures[figure.measure].codes
        item = self._first_items[figure.measure, figure.subject]
        hits = item.favourable if codes is None else codes
        hides = _hides_options(figure, printed, bool(stored))
        shown = [option for option in item.options if hides or option.code in stored]
        for option in _best_first(shown, hits):
            told = option.missing or not hides_scale
            kept = stored.get(option.code) if told else None
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


def _best_first(options: Sequence[Option], hits: Collection[int]) -> list[Option]:
    """Return the options of the scale, the favourable end first, then the others."""
    valid = [option for option in options if not option.missing]
    if valid and valid[-1].code in hits and valid[0].code not in hits:
        valid.reverse()
    return [*valid, *(option for option in options if option.missing)]


def _withheld(figure: Figure, printed: Band) -> Withheld | None:
    if printed is Band.NOTHING:
        return Withheld.TOO_FEW
    if figure.df is None:
        is_mean = figure.kind is FigureKind.MEAN
        return Withheld.PROTECTED if is_mean else Withheld.NOT_MEASURED
    if printed is Band.INDICATIVE:
        return Withheld.INDICATIVE
    if satisfies_nobody(figure):
        return Withheld.NOBODY
    return Withheld.ONE_CLUSTER if figure.value is None else None


def satisfies_nobody(figure: Figure) -> bool:
    """Say whether a share is a plain nought: it would tell of everybody."""
    return figure.kind is FigureKind.SHARE and figure.value == 0


def _hides_options(figure: Figure, printed: Band, has_options: bool) -> bool:
    """Whether options without a row are withheld, not left out with the figure."""
    told = has_options or figure.value is not None
    return printed is Band.FULL and figure.aggregation == SINGLE_ITEM and told


def _satisfied_band(figure: Figure, printed: Band) -> str | None:
    if printed is not Band.INDICATIVE or figure.kind is not FigureKind.SHARE:
        return None
    if figure.value is None:
        return None
    return count_band(round(figure.value * figure.n))


def _option_count(option: StoredOption, printed: Band) -> tuple[int | None, str | None]:
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
