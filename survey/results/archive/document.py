"""A publication as one document for machines: what the pages print, nothing finer.

It says the same in whichever language somebody approves, and byte for byte the same
whenever it is made anew from the same figures.
"""

from collections.abc import Iterator
from typing import Any

from questionnaires import Instrument, Measure, Text
from survey.formats import decimals_beside
from survey.instruments.service import get_instrument
from survey.languages import ENGLISH, VIETNAMESE
from survey.results.models import FigureKind, Publication, PublicationUnit
from survey.results.reading.figures import OptionShare, PublishedFigure, TargetVerdict
from survey.results.reading.heads import targets_of
from survey.results.reading.overviews import rated_units
from survey.results.reading.rosters import Roster, roster_of
from survey.results.reading.sections import tell_all
from survey.results.reading.telling import Teller
from survey.results.subjects import subjects_of

FORMAT = "hai-long-publication-1"
Json = dict[str, Any]


def document(publication: Publication) -> Json:
    """Return all that is published of a period, as plain values."""
    instrument = get_instrument(publication.wave.instrument_version_id)
    targets = targets_of(publication.wave)
    lines = tuple(target.value for target in targets.values())
    teller = Teller(instrument=instrument, targets=targets)

    def figures_of(unit_id: int | None) -> list[Json]:
        told = tell_all(publication, unit_id, teller)
        return [
            _figure(told[measure.id, subject.id], lines)
            for measure in instrument.measures
            for subject in subjects_of(measure, instrument)
            if (measure.id, subject.id) in told
        ]

    roster = roster_of(publication)
    return {
        "format": FORMAT,
        **_head(publication),
        "instrument": _instrument(instrument, publication),
        "targets": [
            {
                "share": target.value,
                "only_reference": target.only_reference,
                "legal_text": target.legal_text,
                "legal_text_en": target.legal_text_en,
            }
            for target in publication.wave.index_targets
        ],
        "subjects": list(_subjects(instrument)),
        "all_units": figures_of(None),
        "units": [
            _unit(rated, roster) | {"figures": figures_of(rated.unit_id)}
            for rated in sorted(rated_units(publication), key=_code)
        ],
    }


def _code(rated: PublicationUnit) -> str:
    return rated.unit.code


def _head(publication: Publication) -> Json:
    wave, period = publication.wave, publication.period
    appeared = publication.published_at
    return {
        "illustrative": wave.illustrative,
        "wave": {
            "slug": wave.slug,
            "name": wave.name,
            "name_en": wave.name_en,
            "kind": wave.kind.value,
            "population": wave.population,
            "population_en": wave.population_en,
        },
        "period": {
            "number": period.number,
            "starts_on": period.starts_on.isoformat(),
            "ends_on": period.ends_on.isoformat(),
        },
        "version": publication.version,
        "correction": publication.correction,
        "published_at": appeared.isoformat() if appeared else None,
        "software_version": publication.software_version,
    }


def _instrument(instrument: Instrument, publication: Publication) -> Json:
    stored = publication.wave.instrument_version
    return {
        "name": stored.instrument,
        "version": stored.version,
        "sha256": stored.content_hash,
        **_titles(instrument.title, instrument),
    }


def _subjects(instrument: Instrument) -> Iterator[Json]:
    nodes = {node.id: node for node in instrument.nodes()}
    items = {item.id: item for item in instrument.items()}
    for measure in instrument.measures:
        for subject in subjects_of(measure, instrument):
            item, node = items.get(subject.id), nodes.get(subject.id)
            title = item.text if item else node.title if node else measure.title
            yield {
                "measure": measure.id,
                "subject": subject.id,
                "number": item.number if item else None,
                **_titles(title, instrument),
                **_of_measure(measure, instrument),
            }


def _of_measure(measure: Measure, instrument: Instrument) -> Json:
    titles = _titles(measure.title, instrument)
    return {f"measure_{name}": words for name, words in titles.items()} | {
        "headline": measure.headline
    }


def _titles(text: Text, instrument: Instrument) -> Json:
    first = text[instrument.languages[0]]
    return {
        "title": text.get(VIETNAMESE) or first,
        "title_en": text.get(ENGLISH) or first,
    }


def _unit(rated: PublicationUnit, roster: Roster) -> Json:
    group = None if rated.batch else roster.group_of.get(rated.unit_id)
    members = roster.members_of.get(rated.unit_id, ())
    return {
        "code": rated.unit.code,
        "name": roster.names.get(rated.unit_id, rated.unit.name),
        "kind": rated.unit.kind.value,
        "carried_over": rated.batch is None and group is None,
        "counted_in_group": group.code if group else None,
        "members": [member.code for member in members],
        "dossiers": rated.dossiers,
    }


def _figure(figure: PublishedFigure, lines: tuple[float, ...]) -> Json:
    ends = ("value", "low", "high")
    return {
        "measure": figure.measure,
        "subject": figure.subject,
        "kind": figure.kind.value,
        "n": figure.n,
        "n_band": figure.n_band,
        "withheld": figure.withheld.value if figure.withheld else None,
        **{name: _printed(getattr(figure, name), figure.kind, lines) for name in ends},
        "level": figure.level,
        "method": figure.method,
        "aggregation": figure.aggregation,
        "base_rule": figure.base_rule,
        "verdicts": [_verdict(told) for told in figure.verdicts],
        "options": [_option(option) for option in figure.options],
    }


def _printed(
    value: float | None, kind: FigureKind, lines: tuple[float, ...]
) -> float | None:
    """Return a number as a page prints it: never finer, never over a target."""
    if value is None:
        return None
    if kind is FigureKind.MEAN:
        return round(value, 2)
    places = decimals_beside(value, lines)
    return round(round(value * 100, places) / 100, places + 2)


def _verdict(told: TargetVerdict) -> Json:
    return {
        "target": told.target.value,
        "verdict": told.verdict.value,
        "verdict_in_list": told.verdict_in_list.value,
    }


def _option(option: OptionShare) -> Json:
    return {
        "code": option.code,
        "favourable": option.favourable,
        "missing": option.missing,
        "hidden": option.withheld,
        "n": option.n,
        "n_band": option.n_band,
        "share": None if option.share is None else round(option.share, 3),
    }
