"""Computes all figures of a publication from its tally; stores nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.arrays import Integers
from analysis.estimate import Estimate
from questionnaires import Instrument
from survey.results.computing.computed import ComputedFigure
from survey.results.computing.counting import Columns, Counter, Key, hidden_units
from survey.results.computing.domain import Domain
from survey.results.computing.estimates import item_share, pooled_deff
from survey.results.computing.parts import Part, figures_of
from survey.results.computing.verdicts import TargetLine, judge
from survey.results.printing import FEWEST
from survey.results.subjects import headline_subject

Report = Callable[[int, int], None]
"""Told how many of how many steps are done."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that the figures of a publication are computed from.

    `responses` counts those that rest under each unit and subject of the tally.
    """

    instrument: Instrument
    item_ids: Mapping[str, int]
    units: Sequence[int]
    domain: Domain
    responses: Mapping[tuple[int, str], int]
    targets: Sequence[TargetLine]


@dataclass(frozen=True)
class _Glance:
    """What the figures of a unit owe to each other, and to those of all units."""

    sizes: Mapping[Key, int]
    shares: Sequence[Estimate]


def compute(material: Material, report: Report) -> list[ComputedFigure]:
    """Return the figures of each unit with a batch, then those of all together."""
    counter = Counter(material.instrument, material.item_ids)
    steps = 2 * len(material.units) + 1
    glances = {}
    for done, unit_id in enumerate(material.units, start=1):
        domain = material.domain.of_unit(unit_id)
        glances[unit_id] = _glance(
            counter.columns(domain), domain.strata, material.instrument
        )
        report(done, steps)
    figures: list[ComputedFigure] = []
    for done, unit_id in enumerate(material.units, start=len(material.units) + 1):
        part = _part_of_unit(material, counter, unit_id, glances)
        figures += figures_of(part, material.instrument)
        report(done, steps)
    whole = _part_of_all(material, counter, glances)
    figures += figures_of(whole, material.instrument)
    report(steps, steps)
    return _judged(figures, material.targets)


def _glance(columns: Columns, strata: Integers, instrument: Instrument) -> _Glance:
    shares = {measure.id for measure in instrument.measures if measure.kind == "share"}
    return _Glance(
        sizes={key: column.n for key, column in columns.items()},
        shares=[
            item_share(column, strata)
            for (measure, _), column in columns.items()
            if measure in shares and column.n >= FEWEST
        ],
    )


def _part_of_unit(
    material: Material,
    counter: Counter,
    unit_id: int,
    glances: Mapping[int, _Glance],
) -> Part:
    domain = material.domain.of_unit(unit_id)
    elsewhere = [share for glance in glances.values() for share in glance.shares]
    return Part(
        unit_id=unit_id,
        strata=domain.strata,
        columns=counter.columns(domain),
        left_out={},
        responses=_responses(material, [unit_id]),
        deff=pooled_deff(glances[unit_id].shares) or pooled_deff(elsewhere) or 1.0,
    )


def _part_of_all(
    material: Material, counter: Counter, glances: Mapping[int, _Glance]
) -> Part:
    sizes = {unit: glance.sizes for unit, glance in glances.items()}
    hidden = hidden_units(sizes)
    columns = counter.columns(material.domain, hidden)
    strata = material.domain.strata
    shares = _glance(columns, strata, material.instrument).shares
    return Part(
        unit_id=None,
        strata=strata,
        columns=columns,
        left_out={
            key: sum(sizes[unit][key] for unit in units)
            for key, units in hidden.items()
        },
        responses=_responses(material, material.units),
        deff=pooled_deff(shares) or 1.0,
    )


def _responses(material: Material, units: Sequence[int]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for (unit_id, subject), n in material.responses.items():
        if unit_id in units:
            counted[subject] = counted.get(subject, 0) + n
    return counted


def _judged(
    figures: Sequence[ComputedFigure], targets: Sequence[TargetLine]
) -> list[ComputedFigure]:
    """Give every share its verdicts; the units' headlines are judged as a list."""
    listed = [f for f in figures if f.bears_verdict and _is_in_list(f)]
    others = [f for f in figures if f.bears_verdict and not _is_in_list(f)]
    silent = [f for f in figures if not f.bears_verdict]
    return [
        *_with_verdicts(listed, targets, is_list=True),
        *_with_verdicts(others, targets, is_list=False),
        *silent,
    ]


def _is_in_list(figure: ComputedFigure) -> bool:
    return (
        figure.unit_id is not None
        and figure.measure.headline
        and figure.subject == headline_subject(figure.measure)
    )


def _with_verdicts(
    figures: Sequence[ComputedFigure], targets: Sequence[TargetLine], *, is_list: bool
) -> list[ComputedFigure]:
    estimates = [figure.estimate for figure in figures if figure.estimate is not None]
    by_target = [judge(estimates, target, is_list=is_list) for target in targets]
    return [
        replace(figure, judgements=tuple(judged[i] for judged in by_target))
        for i, figure in enumerate(figures)
    ]
