"""Builds the frozen model from a document that has passed every check."""

from collections.abc import Iterable

from questionnaires.expression import Expression, bind
from questionnaires.expression_json import from_json
from questionnaires.model import (
    Instrument,
    Item,
    LegalBasis,
    Measure,
    Node,
    Option,
    Page,
    Scale,
)
from questionnaires.parser import parse_expression
from questionnaires.schema import (
    InstrumentPart,
    ItemPart,
    LegalBasisPart,
    MeasurePart,
    NodePart,
    OptionPart,
    ScalePart,
)


def read_condition(written: str | list[object]) -> Expression:
    """Return the expression that a file writes as words, a document as lists."""
    return parse_expression(written) if isinstance(written, str) else from_json(written)


def build_instrument(part: InstrumentPart) -> Instrument:
    """Return the model of a document that has passed every check."""
    # By name, since JSON with sorted keys forgets the order of the file.
    scales = tuple(_scale(name, part.scales[name]) for name in sorted(part.scales))
    return Instrument(
        id=part.id,
        version=part.version,
        languages=part.languages,
        title=part.title,
        heading=part.heading,
        legal_basis=_basis(part.legal_basis) if part.legal_basis else None,
        valid_from=part.valid_from,
        valid_to=part.valid_to,
        population=part.population,
        rates=part.rates,
        minutes=part.minutes,
        scales=scales,
        pages=_pages(part, {scale.id: scale for scale in scales}),
        tree=_node(part.tree) if part.tree else None,
        measures=tuple(map(_measure, part.measures)),
        closing=part.closing,
    )


def _basis(part: LegalBasisPart) -> LegalBasis:
    return LegalBasis(text=part.text, verified=part.verified, note=part.note)


def _pages(part: InstrumentPart, scales: dict[str, Scale]) -> tuple[Page, ...]:
    missing: dict[str, frozenset[int]] = {}
    pages = []
    for page in part.pages:
        items = []
        for written in page.items:
            item = _item(written, scales, missing)
            missing[item.id] = frozenset(item.missing_codes)
            items.append(item)
        pages.append(
            Page(id=page.id, title=page.title, intro=page.intro, items=tuple(items))
        )
    return tuple(pages)


def _item(
    part: ItemPart, scales: dict[str, Scale], missing: dict[str, frozenset[int]]
) -> Item:
    shared = scales[part.scale] if part.scale else None
    condition = None
    if part.ask_if is not None:
        condition = bind(read_condition(part.ask_if), missing)
    return Item(
        id=part.id,
        type=part.type,
        text=part.text,
        hint=part.hint,
        number=part.number,
        scale=part.scale,
        options=shared.options if shared else _options(part.options),
        favourable=shared.favourable if shared else frozenset(part.favourable),
        faces=shared.faces if shared else part.faces,
        required=part.required,
        ask_if=condition,
        low=part.low,
        high=part.high,
        longest=part.longest,
        role=part.role,
    )


def _options(parts: Iterable[OptionPart]) -> tuple[Option, ...]:
    return tuple(
        Option(code=part.code, label=part.label, missing=part.missing) for part in parts
    )


def _scale(scale_id: str, part: ScalePart) -> Scale:
    return Scale(
        id=scale_id,
        options=_options(part.options),
        favourable=frozenset(part.favourable),
        faces=part.faces,
    )


def _node(part: NodePart) -> Node:
    return Node(
        id=part.id,
        kind=part.kind,
        title=part.title,
        children=tuple(map(_node, part.children)),
        items=part.items,
    )


def _measure(part: MeasurePart) -> Measure:
    return Measure(
        id=part.id,
        kind=part.kind,
        title=part.title,
        of=part.of,
        codes=None if part.codes is None else frozenset(part.codes),
        base=part.base,
        aggregation=part.aggregation,
        headline=part.headline,
    )
