"""Takes the frozen model apart again, into what a document holds."""

from collections.abc import Iterable

from questionnaires.expression_json import to_json
from questionnaires.model import (
    Instrument,
    Item,
    Measure,
    Node,
    Option,
    Page,
    Scale,
    Text,
)
from questionnaires.schema import (
    InstrumentPart,
    ItemPart,
    LegalBasisPart,
    MeasurePart,
    NodePart,
    OptionPart,
    PagePart,
    ScalePart,
    Words,
)


def instrument_part(instrument: Instrument) -> InstrumentPart:
    """Return the document part that would build this instrument again."""
    basis = instrument.legal_basis
    return InstrumentPart(
        id=instrument.id,
        version=instrument.version,
        languages=instrument.languages,
        title=dict(instrument.title),
        heading=_words(instrument.heading),
        legal_basis=LegalBasisPart(
            text=basis.text, verified=basis.verified, note=_words(basis.note)
        )
        if basis
        else None,
        valid_from=instrument.valid_from,
        valid_to=instrument.valid_to,
        population=dict(instrument.population),
        rates=instrument.rates,
        minutes=instrument.minutes,
        scales={scale.id: _scale_part(scale) for scale in instrument.scales},
        pages=tuple(map(_page_part, instrument.pages)),
        tree=_node_part(instrument.tree) if instrument.tree else None,
        measures=tuple(map(_measure_part, instrument.measures)),
        closing=_words(instrument.closing),
    )


def _page_part(page: Page) -> PagePart:
    return PagePart(
        id=page.id,
        title=_words(page.title),
        intro=_words(page.intro),
        items=tuple(map(_item_part, page.items)),
    )


def _item_part(item: Item) -> ItemPart:
    own = item.scale is None  # a scale's options are written once, on the scale
    return ItemPart(
        id=item.id,
        type=item.type,
        text=dict(item.text),
        hint=_words(item.hint),
        number=item.number,
        scale=item.scale,
        options=_option_parts(item.options) if own else (),
        favourable=tuple(sorted(item.favourable)) if own else (),
        faces=item.faces and own,
        required=item.required,
        ask_if=None if item.ask_if is None else to_json(item.ask_if),
        low=item.low,
        high=item.high,
        longest=item.longest,
        role=item.role,
    )


def _option_parts(options: Iterable[Option]) -> tuple[OptionPart, ...]:
    return tuple(
        OptionPart(code=option.code, label=dict(option.label), missing=option.missing)
        for option in options
    )


def _scale_part(scale: Scale) -> ScalePart:
    return ScalePart(
        options=_option_parts(scale.options),
        favourable=tuple(sorted(scale.favourable)),
        faces=scale.faces,
    )


def _node_part(node: Node) -> NodePart:
    return NodePart(
        id=node.id,
        kind=node.kind,
        title=dict(node.title),
        children=tuple(map(_node_part, node.children)),
        items=node.items,
    )


def _measure_part(measure: Measure) -> MeasurePart:
    return MeasurePart(
        id=measure.id,
        kind=measure.kind,
        title=dict(measure.title),
        of=measure.of,
        codes=None if measure.codes is None else tuple(sorted(measure.codes)),
        base=measure.base,
        aggregation=measure.aggregation,
        headline=measure.headline,
    )


def _words(text: Text | None) -> Words | None:
    return None if text is None else dict(text)
